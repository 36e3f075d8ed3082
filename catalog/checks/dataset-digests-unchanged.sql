-- id: CHK-DS-10-1
-- control: DS-10
-- title: Digests of the dataset versions behind production models were recomputed within 8 days and match
-- criteria: PI1.5, CC8.1
-- ml: true
-- empty: inconclusive
select distinct 'dataset version ' || v.dataset_version_id as resource,
       case when v.digest_checked_at is null or v.digest_matches is null then 'inconclusive'
            when not v.digest_matches then 'fail'
            when v.digest_checked_at < n.at - interval '8 days' then 'fail'
            else 'pass' end as outcome,
       'digest recomputed ' || coalesce(v.digest_checked_at::date::text, 'never') || ', equal: ' || coalesce(v.digest_matches::text, 'unknown') as reason
from model_versions m
join training_inputs i on i.run_id = m.training_run_id
join dataset_versions v on v.dataset_version_id = i.dataset_version_id
cross join as_of n
where m.stage = 'production'
