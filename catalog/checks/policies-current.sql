-- id: CHK-GV-07-1
-- control: GV-07
-- title: Published policies have another approver and an approval younger than 12 months
-- criteria: CC5.3, CC2.2
-- ml: false
-- empty: inconclusive
select 'policy ' || p.policy_id || ' version ' || p.version as resource,
       case when p.approved_at is null or p.approver_id is null then 'fail'
            when p.author_id is null then 'inconclusive'
            when p.approver_id = p.author_id then 'fail'
            when p.approved_at < n.at - interval '12 months' then 'fail'
            else 'pass' end as outcome,
       'written by ' || coalesce(p.author_id, 'unknown') || ', approved by ' || coalesce(p.approver_id, 'nobody') || ' on '
           || coalesce(p.approved_at::date::text, 'no date') as reason
from policies p
cross join as_of n
where p.status = 'published'
