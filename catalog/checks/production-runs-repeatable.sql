-- id: CHK-PL-07-1
-- control: PL-07
-- title: The training run of each promoted model version records everything needed to repeat it
-- criteria: CC8.1, PI1.5
-- ml: true
-- empty: inconclusive
select 'model version ' || m.model_version_id as resource,
       case when m.training_run_id is null and md.provider_vendor_id is not null then 'not_applicable'
            when m.training_run_id is null or r.run_id is null then 'inconclusive'
            when num_nulls(r.code_commit, r.parameters_digest, r.seed, r.container_digest, r.hardware, r.results_digest) > 0 then 'fail'
            when not exists (select 1 from training_inputs i where i.run_id = r.run_id) then 'fail'
            else 'pass' end as outcome,
       coalesce('run ' || r.run_id || ', ' || num_nulls(r.code_commit, r.parameters_digest, r.seed, r.container_digest, r.hardware, r.results_digest)
                || ' of 6 elements missing, ' || (select count(*) from training_inputs i where i.run_id = r.run_id) || ' dataset versions',
                'no training run is linked') as reason
from promotions p
join model_versions m on m.model_version_id = p.model_version_id
left join models md on md.model_id = m.model_id
left join training_runs r on r.run_id = m.training_run_id
where p.manager_approved_at >= :period_start and p.manager_approved_at < :period_end + 1
