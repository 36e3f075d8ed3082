-- id: CHK-FB-02-1
-- control: FB-02
-- title: Production decisions of each model were audited for fairness in every finished quarter
-- criteria: PI1.4
-- ml: true
-- empty: inconclusive
select 'model ' || m.model_id || ', quarter from ' || q.quarter::date as resource,
       case when m.makes_decisions is null then 'inconclusive'
            when count(f.result_id) = 0 then 'fail'
            when bool_or(f.passed is null or f.analyst_id is null) then 'inconclusive'
            when bool_or(f.analyst_id = v.author_id) then 'fail'
            else 'pass' end as outcome,
       count(f.result_id) || ' production results in the 40 days after the quarter, analyst '
           || coalesce(string_agg(distinct f.analyst_id, ', '), 'none') as reason
from models m
cross join as_of n
cross join lateral generate_series(date_trunc('quarter', :period_start::timestamp), :period_end::timestamp, interval '3 months') as q (quarter)
left join model_versions v on v.model_id = m.model_id
left join fairness_results f on f.model_version_id = v.model_version_id and f.point = 'production'
      and f.measured_at >= q.quarter + interval '3 months' and f.measured_at < q.quarter + interval '3 months 40 days'
where coalesce(m.makes_decisions, true) and m.in_production and q.quarter + interval '3 months 40 days' <= least(n.at::timestamp, :period_end::timestamp)
group by m.model_id, m.makes_decisions, q.quarter
