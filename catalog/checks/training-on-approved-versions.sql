-- id: CHK-DS-02-1
-- control: DS-02
-- title: Training runs read only dataset versions approved before, by another person, for that digest
-- criteria: CC8.1, PI1.2
-- ml: true
-- empty: inconclusive
select 'run ' || r.run_id || ', dataset version ' || coalesce(i.dataset_version_id, 'unknown') as resource,
       case when i.dataset_version_id is null or v.dataset_version_id is null then 'inconclusive'
            when v.approved_at is null then 'fail'
            when v.approved_at > r.started_at then 'fail'
            when v.approved_digest is null or v.digest is null or v.prepared_by is null or v.approved_by is null then 'inconclusive'
            when v.approved_digest <> v.digest or v.approved_by = v.prepared_by then 'fail'
            else 'pass' end as outcome,
       'run began ' || to_char(r.started_at, 'YYYY-MM-DD HH24:MI') || ', version approved '
           || coalesce(to_char(v.approved_at, 'YYYY-MM-DD HH24:MI') || ' by ' || coalesce(v.approved_by, 'nobody named'), 'never')
           || case when v.approved_digest <> v.digest then ', for another digest' else '' end as reason
from training_runs r
left join training_inputs i on i.run_id = r.run_id
left join dataset_versions v on v.dataset_version_id = i.dataset_version_id
where r.started_at >= :period_start and r.started_at < :period_end + 1
