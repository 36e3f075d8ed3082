-- id: CHK-DS-03-1
-- control: DS-03
-- title: The licence of every dataset that was trained on allows training
-- criteria: CC2.1, PI1.1, P3.1
-- ml: true
-- empty: inconclusive
select 'dataset ' || coalesce(d.dataset_id, 'unknown') || ', run ' || r.run_id as resource,
       case when d.dataset_id is null or d.licence_allows_training is null then 'inconclusive'
            when d.licence_allows_training and coalesce(d.source, '') <> '' then 'pass'
            else 'fail' end as outcome,
       'source ' || coalesce(nullif(d.source, ''), 'missing') || ', licence ' || coalesce(d.licence, 'missing') || ', training '
           || case d.licence_allows_training when true then 'allowed' when false then 'not allowed' else 'not decided' end as reason
from training_runs r
left join training_inputs i on i.run_id = r.run_id
left join dataset_versions v on v.dataset_version_id = i.dataset_version_id
left join datasets d on d.dataset_id = v.dataset_id
where r.started_at >= :period_start and r.started_at < :period_end + 1
