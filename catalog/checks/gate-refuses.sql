-- id: CHK-MD-02-2
-- control: MD-02
-- title: No model version was deployed after the gate's refusal without a later approval
-- criteria: CC8.1
-- ml: true
-- empty: fine
select 'refusal ' || f.refusal_id as resource,
       case when f.model_version_id is null then 'inconclusive'
            when bool_or(d.deployment_id is not null and p.promotion_id is null) then 'fail'
            else 'pass' end as outcome,
       'refused ' || to_char(f.refused_at, 'YYYY-MM-DD HH24:MI') || ' by rule ' || coalesce(f.rule, 'not named') || ', '
           || count(d.deployment_id) || ' deployments of this version afterwards' as reason
from promotion_refusals f
left join deployments d on d.model_version_id = f.model_version_id and d.deployed_at > f.refused_at
left join promotions p on p.model_version_id = f.model_version_id
      and p.manager_approved_at > f.refused_at and p.manager_approved_at <= d.deployed_at
where f.refused_at >= :period_start and f.refused_at < :period_end + 1
group by f.refusal_id, f.model_version_id, f.refused_at, f.rule
