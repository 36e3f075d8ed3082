-- id: CHK-FB-01-1
-- control: FB-01
-- title: Decision-making model versions passed their fairness test before deployment
-- criteria: PI1.3, PI1.4
-- ml: true
-- empty: fine
select 'deployment ' || d.deployment_id as resource,
       case when bool_or(m.makes_decisions is null) then 'inconclusive'
            when count(f.result_id) = 0 then 'fail'
            when bool_or(f.passed is null) then 'inconclusive'
            when bool_or(not f.passed and (f.accepted_by is null or coalesce(f.accepted_reason, '') = '')) then 'fail'
            else 'pass' end as outcome,
       count(f.result_id) || ' results before deployment, ' || count(*) filter (where not f.passed) || ' beyond their limit, '
           || count(f.accepted_by) filter (where not f.passed) || ' of these accepted by name' as reason
from deployments d
join model_versions v on v.model_version_id = d.model_version_id
join models m on m.model_id = v.model_id and coalesce(m.makes_decisions, true)
left join fairness_results f on f.model_version_id = d.model_version_id and f.point = 'release' and f.measured_at <= d.deployed_at
where d.kind = 'model' and d.deployed_at >= :period_start and d.deployed_at < :period_end + 1
group by d.deployment_id
