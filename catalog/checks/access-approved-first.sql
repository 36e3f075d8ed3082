-- id: CHK-AC-04-1
-- control: AC-04
-- title: New grants were approved by another person before they were given
-- criteria: CC6.2, CC6.3
-- ml: false
-- empty: inconclusive
select 'grant ' || g.grant_id as resource,
       case when g.granted_at is null then 'inconclusive'
            when g.approved_at is null or g.approved_by is null then 'fail'
            when g.approved_at > g.granted_at then 'fail'
            when g.requested_by is null then 'inconclusive'
            when g.approved_by = g.requested_by or g.approved_by = a.person_id then 'fail'
            else 'pass' end as outcome,
       'approved ' || coalesce(to_char(g.approved_at, 'YYYY-MM-DD HH24:MI') || ' by ' || g.approved_by, 'by nobody')
           || ', given ' || coalesce(to_char(g.granted_at, 'YYYY-MM-DD HH24:MI'), 'at an unknown time') as reason
from grants g
left join accounts a on a.account_id = g.account_id
where g.object_kind = 'system' and g.granted_at >= :period_start and g.granted_at < :period_end + 1
