-- id: CHK-AC-06-4
-- control: AC-06
-- title: Inference administrators and production-model access were reviewed in each month of the period
-- criteria: CC6.3
-- ml: true
-- empty: inconclusive
select 'system ' || s.system_id || ', ' || to_char(m.month, 'YYYY-MM') as resource,
       case when bool_or(r.covers_inference_admins and r.closed_at is not null) then 'pass'
            when count(r.review_id) > count(r.covers_inference_admins) then 'inconclusive'
            else 'fail' end as outcome,
       count(r.review_id) || ' reviews due, ' || count(*) filter (where r.covers_inference_admins and r.closed_at is not null)
           || ' of them closed with the administrators of model endpoints in their lines' as reason
from (select distinct a.system_id from accounts a
      where a.status = 'active' and (a.inference_admin or a.production_model_access)) s
cross join as_of n
cross join lateral generate_series(date_trunc('month', :period_start::timestamp),
                                   least(:period_end::timestamp, n.at::timestamp), interval '1 month') as m (month)
left join access_reviews r on r.system_id = s.system_id
      and r.due_on >= m.month and r.due_on < m.month + interval '1 month'
where m.month >= :period_start::timestamp
  and m.month + interval '1 month' <= least(:period_end::timestamp + interval '1 day', n.at::timestamp)
group by s.system_id, m.month
