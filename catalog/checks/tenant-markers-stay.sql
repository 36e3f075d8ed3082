-- id: CHK-IN-02-1
-- control: IN-02
-- title: Planted markers of one tenant never reached another, with a probe in each week
-- criteria: CC6.1, C1.1
-- ml: true
-- empty: inconclusive
select 'endpoint ' || e.endpoint_id || ', week from ' || w.week::date as resource,
       case when bool_or(p.refused = false) then 'fail'
            when bool_or(p.refused) then 'pass'
            else 'inconclusive' end as outcome,
       count(p.probe_id) || ' marker probes through the model context, ' || count(*) filter (where p.refused = false) || ' found the marker' as reason
from inference_endpoints e
cross join as_of n
cross join lateral generate_series(:period_start::timestamp, least(:period_end::timestamp, n.at::timestamp) - interval '6 days', interval '7 days') as w (week)
left join endpoint_probes p on p.endpoint_id = e.endpoint_id and p.kind = 'tenant_marker'
      and p.probed_at >= w.week and p.probed_at < w.week + interval '7 days'
where e.first_call_at <= w.week and (e.closed_at is null or e.closed_at > w.week + interval '7 days')
group by e.endpoint_id, w.week
