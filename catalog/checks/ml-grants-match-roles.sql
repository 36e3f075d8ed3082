-- id: CHK-AC-07-1
-- control: AC-07
-- title: Grants on datasets, models and endpoints fit the role matrix or end within 90 days
-- criteria: CC6.3, CC6.1
-- ml: true
-- empty: inconclusive
select 'grant ' || g.grant_id || ' on ' || g.object_kind || ' ' || g.object_id as resource,
       case when g.in_role then 'pass'
            when g.in_role is null then 'inconclusive'
            when g.approved_at is not null and g.ends_at <= g.granted_at + interval '90 days' and g.ends_at > n.at then 'pass'
            else 'fail' end as outcome,
       g.permission || case when g.in_role then ' is part of the role'
                            when g.in_role is null then ' was not compared with the role matrix'
                            else ' is outside the role, ends ' || coalesce(g.ends_at::date::text, 'never') end as reason
from grants g
cross join as_of n
where g.object_kind in ('dataset', 'feature_group', 'model', 'endpoint') and g.revoked_at is null
  and g.granted_at < :period_end + 1
