-- id: CHK-MM-02-1
-- control: MM-02
-- title: Production model versions had a baseline before traffic, not older than 12 months
-- criteria: PI1.3
-- ml: true
-- empty: inconclusive
select 'model version ' || v.model_version_id as resource,
       case when d.first_on is null then 'inconclusive'
            when v.baseline_at is null or v.baseline_at > d.first_on then 'fail'
            when v.baseline_at < n.at - interval '12 months' then 'fail'
            else 'pass' end as outcome,
       'baseline ' || coalesce(v.baseline_at::date::text, 'missing') || ', first deployed ' || coalesce(d.first_on::date::text, 'at an unknown time') as reason
from model_versions v
cross join as_of n
left join lateral (select min(x.deployed_at) as first_on from deployments x where x.model_version_id = v.model_version_id) d on true
where v.stage = 'production'
