-- id: CHK-AC-06-3
-- control: AC-06
-- title: Every system in scope was due for review in each quarter of the period
-- criteria: CC6.3, CC6.2
-- ml: false
-- empty: inconclusive
select 'system ' || s.system_id || ', quarter from ' || q.quarter::date as resource,
       case when count(r.review_id) > 0 then 'pass' else 'fail' end as outcome,
       count(r.review_id) || ' reviews due in this quarter; at least one belongs to every system in scope' as reason
from systems s
cross join as_of n
cross join lateral generate_series(date_trunc('quarter', :period_start::timestamp),
                                   least(:period_end::timestamp, n.at::timestamp), interval '3 months') as q (quarter)
left join access_reviews r on r.system_id = s.system_id
      and r.due_on >= q.quarter and r.due_on < q.quarter + interval '3 months'
where s.in_scope
  and q.quarter + interval '1 month' < least(:period_end::timestamp, n.at::timestamp)
group by s.system_id, q.quarter
