-- id: CHK-IR-04-1
-- control: IR-04
-- title: Closed S1 and S2 incidents have a cause and a review with consequences in 10 working days
-- criteria: CC7.5, CC4.2
-- ml: false
-- empty: fine
select 'incident ' || i.incident_id as resource,
       case when coalesce(i.cause, '') = '' then 'fail'
            when i.reviewed_at is null and (select b.n - a.n from working_days a, working_days b
                 where a.day = i.closed_at::date and b.day = n.at::date) <= 10 then 'not_applicable'
            when i.reviewed_at is null then 'fail'
            when (select b.n - a.n from working_days a, working_days b
                  where a.day = i.closed_at::date and b.day = i.reviewed_at::date) > 10 then 'fail'
            when coalesce(i.review_tasks, 0) > 0 or coalesce(i.no_task_reason, '') <> '' then 'pass'
            else 'fail' end as outcome,
       i.severity || ', closed ' || i.closed_at::date || ', reviewed ' || coalesce(i.reviewed_at::date::text, 'not') || ', '
           || coalesce(i.review_tasks, 0) || ' tasks, cause ' || coalesce(nullif(i.cause, ''), 'missing') as reason
from incidents i
cross join as_of n
where i.severity in ('S1', 'S2') and i.closed_at >= :period_start and i.closed_at < :period_end + 1
