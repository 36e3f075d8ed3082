-- id: CHK-MD-04-1
-- control: MD-04
-- title: Deployments of models and prompts name the prior version, a trigger and the command
-- criteria: CC8.1, A1.2
-- ml: true
-- empty: fine
select 'deployment ' || deployment_id as resource,
       case when num_nulls(nullif(prior_version_id, ''), nullif(rollback_trigger, ''), nullif(rollback_command, '')) = 0 then 'pass'
            else 'fail' end as outcome,
       'prior version ' || coalesce(nullif(prior_version_id, ''), 'missing') || ', trigger ' || coalesce(nullif(rollback_trigger, ''), 'missing')
           || ', command ' || coalesce(nullif(rollback_command, ''), 'missing') as reason
from deployments
where kind in ('model', 'prompt', 'provider_version') and deployed_at >= :period_start and deployed_at < :period_end + 1
