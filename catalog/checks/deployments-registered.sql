-- id: CHK-MD-01-1
-- control: MD-01
-- title: Every model deployed in the period is a registered version with the same digest
-- criteria: CC8.1, PI1.5
-- ml: true
-- empty: fine
select 'deployment ' || d.deployment_id as resource,
       case when d.digest is null then 'inconclusive'
            when v.model_version_id is null then 'fail'
            when v.digest is null or v.registered_at is null then 'inconclusive'
            when v.digest <> d.digest or v.registered_at > d.deployed_at then 'fail'
            else 'pass' end as outcome,
       'deployed ' || to_char(d.deployed_at, 'YYYY-MM-DD HH24:MI') || ', version ' || coalesce(v.model_version_id, 'not registered') || ', registered '
           || coalesce(v.registered_at::date::text, 'never') || case when v.digest <> d.digest then ', digest differs' else '' end as reason
from deployments d
left join model_versions v on v.model_version_id = d.model_version_id
where d.kind in ('model', 'provider_version') and d.deployed_at >= :period_start and d.deployed_at < :period_end + 1
