-- id: CHK-PL-02-1
-- control: PL-02
-- title: Production pipelines ran only definitions reviewed by a second engineer
-- criteria: CC8.1, PI1.3
-- ml: true
-- empty: inconclusive
select 'pipeline run ' || run_id as resource,
       case when definition_digest is null then 'inconclusive'
            when definition_reviewer is null then 'fail'
            when definition_author is null then 'inconclusive'
            when definition_reviewer = definition_author then 'fail'
            else 'pass' end as outcome,
       'pipeline ' || pipeline_id || ', definition ' || coalesce(left(definition_digest, 12), 'not reported') || ', reviewed by '
           || coalesce(definition_reviewer, 'nobody') as reason
from pipeline_runs
where environment = 'production' and started_at >= :period_start and started_at < :period_end + 1
