-- id: CHK-DS-06-1
-- control: DS-06
-- title: Labelled dataset versions passed the screen for poisoned and wrong labels
-- criteria: PI1.2, CC7.2
-- ml: true
-- empty: inconclusive
select 'dataset version ' || dataset_version_id as resource,
       case when labelled is null or label_suspect_share is null or label_kappa is null then 'inconclusive'
            when label_suspect_share <= 0.02 and label_kappa >= 0.7 then 'pass'
            when label_rows_settled then 'pass'
            else 'fail' end as outcome,
       'suspects ' || coalesce(round(label_suspect_share * 100, 1) || ' %', 'unknown') || ', kappa ' || coalesce(label_kappa::text, 'unknown')
           || ', listed rows settled: ' || coalesce(label_rows_settled::text, 'unknown') as reason
from dataset_versions
where approved_at >= :period_start and approved_at < :period_end + 1 and coalesce(labelled, true)
