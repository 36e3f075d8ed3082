-- id: CHK-PL-03-1
-- control: PL-03
-- title: Each production model version traces to its run, commit and dataset versions
-- criteria: CC2.1, PI1.5
-- ml: true
-- empty: inconclusive
select 'model version ' || v.model_version_id as resource,
       case when v.digest is null or r.run_id is null or r.code_commit is null then 'fail'
            when coalesce(i.inputs, 0) = 0 or i.known < i.inputs then 'fail'
            else 'pass' end as outcome,
       case when v.digest is null then 'no digest'
            when r.run_id is null then 'training run ' || coalesce(v.training_run_id || ' is not on record', 'not named')
            when r.code_commit is null then 'run ' || r.run_id || ' names no commit'
            when coalesce(i.inputs, 0) = 0 then 'run ' || r.run_id || ' names no dataset version'
            else 'run ' || r.run_id || ', commit ' || left(r.code_commit, 12) || ', ' || i.known || ' of ' || i.inputs || ' dataset versions on record with a digest' end as reason
from model_versions v
join models m on m.model_id = v.model_id and m.provider_vendor_id is null
left join training_runs r on r.run_id = v.training_run_id
left join (select t.run_id, count(*) as inputs, count(d.digest) as known
           from training_inputs t
           left join dataset_versions d on d.dataset_version_id = t.dataset_version_id
           group by t.run_id) i on i.run_id = r.run_id
where v.stage = 'production' and v.registered_at < :period_end + 1
