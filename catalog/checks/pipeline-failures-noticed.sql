-- id: CHK-PL-06-1
-- control: PL-06
-- title: Failed, late and missing pipeline runs raised an alert within 15 minutes and have a cause
-- criteria: CC7.2, PI1.3
-- ml: true
-- empty: fine
select 'pipeline run ' || r.run_id as resource,
       case when r.due_by is null and r.finished_at is null then 'inconclusive'
            when r.alerted_at is null then 'fail'
            when r.alerted_at > least(r.due_by, case when r.status = 'failed' then r.finished_at end) + interval '15 minutes' then 'fail'
            when coalesce(r.cause, '') = '' then 'fail'
            else 'pass' end as outcome,
       r.status || ', due ' || coalesce(to_char(r.due_by, 'YYYY-MM-DD HH24:MI'), '?') || ', alert '
           || coalesce(to_char(r.alerted_at, 'YYYY-MM-DD HH24:MI'), 'none') || ', cause ' || coalesce(nullif(r.cause, ''), 'missing') as reason
from pipeline_runs r
cross join as_of n
where r.scheduled_for >= :period_start and r.scheduled_for < :period_end + 1
  and (r.status in ('failed', 'missing') or r.finished_at > r.due_by or (r.finished_at is null and r.due_by < n.at))
