-- id: CHK-AC-13-1
-- control: AC-13
-- title: Grants on feature groups were approved first, name a purpose and end within 180 days
-- criteria: CC6.1, CC6.3
-- ml: true
-- empty: inconclusive
select 'grant ' || g.grant_id || ' on feature group ' || g.object_id as resource,
       case when g.approved_at is null or g.approved_at > g.granted_at then 'fail'
            when g.ends_at is null or g.ends_at > g.granted_at + interval '180 days' then 'fail'
            when g.ends_at <= n.at then 'fail'
            when g.purpose is null then 'inconclusive'
            else 'pass' end as outcome,
       g.permission || ', approved ' || coalesce(to_char(g.approved_at, 'YYYY-MM-DD HH24:MI'), 'never')
           || ', granted ' || to_char(g.granted_at, 'YYYY-MM-DD HH24:MI')
           || ', ends ' || coalesce(to_char(g.ends_at, 'YYYY-MM-DD'), 'never')
           || case when g.ends_at <= n.at then ' and is still there' else '' end
           || case when g.purpose is null then ', no purpose recorded' else '' end as reason
from grants g
cross join as_of n
where g.object_kind = 'feature_group' and g.revoked_at is null and g.granted_at < :period_end + 1
