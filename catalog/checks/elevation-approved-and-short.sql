-- id: CHK-AC-08-1
-- control: AC-08
-- title: Each privileged session had a reason, another approver and at most 8 hours
-- criteria: CC6.3, CC6.1
-- ml: false
-- empty: fine
select 'elevation ' || e.elevation_id as resource,
       case when e.approved_by is null or coalesce(e.reason, '') = '' then 'fail'
            when e.person_id is null then 'inconclusive'
            when e.approved_by = e.person_id then 'fail'
            when e.ended_at is null and n.at <= e.started_at + interval '8 hours' then 'not_applicable'
            when e.ended_at is null then 'fail'
            when e.ended_at <= e.started_at + interval '8 hours' then 'pass'
            else 'fail' end as outcome,
       'from ' || to_char(e.started_at, 'YYYY-MM-DD HH24:MI') || ' to ' || coalesce(to_char(e.ended_at, 'YYYY-MM-DD HH24:MI'), 'open')
           || ', approved by ' || coalesce(e.approved_by, 'nobody') || ', reason ' || coalesce(nullif(e.reason, ''), 'missing') as reason
from elevations e
cross join as_of n
where e.started_at >= :period_start and e.started_at < :period_end + 1
