-- id: CHK-MD-08-1
-- control: MD-08
-- title: The model card was approved before the version first served
-- criteria: PI1.1, CC2.3
-- ml: true
-- empty: fine
select 'model version ' || v.model_version_id as resource,
       case when v.card_approved_at <= min(d.deployed_at) then 'pass' else 'fail' end as outcome,
       'card approved ' || coalesce(v.card_approved_at::date::text, 'never') || ', first deployed ' || min(d.deployed_at)::date as reason
from deployments d
join model_versions v on v.model_version_id = d.model_version_id
where d.kind = 'model' and d.deployed_at < :period_end + 1
group by v.model_version_id, v.card_approved_at
having min(d.deployed_at) >= :period_start
