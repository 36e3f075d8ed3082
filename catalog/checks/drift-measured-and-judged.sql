-- id: CHK-MM-01-1
-- control: MM-01
-- title: Drift of production models was measured daily and each crossing judged in 2 working days
-- criteria: PI1.3, CC7.2
-- ml: true
-- empty: inconclusive
select 'model version ' || d.model_version_id || ', ' || d.statistic || ', ' || d.day as resource,
       case when d.value is null or d.limit_value is null or d.crossed is null then 'inconclusive'
            when not d.crossed then 'pass'
            when d.judged_at is null
             and (select b.n - a.n from working_days a, working_days b where a.day = d.day and b.day = n.at::date) <= 2 then 'not_applicable'
            when d.judged_at is null or d.judgement is null then 'fail'
            when (select b.n - a.n from working_days a, working_days b where a.day = d.day and b.day = d.judged_at::date) <= 2 then 'pass'
            else 'fail' end as outcome,
       'value ' || coalesce(d.value::text, 'missing') || ', limit ' || coalesce(d.limit_value::text, 'missing') || ', judged '
           || coalesce(d.judgement || ' on ' || d.judged_at::date, 'not') as reason
from drift_results d
cross join as_of n
where d.day between :period_start and :period_end
