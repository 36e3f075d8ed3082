-- id: CHK-IN-03-1
-- control: IN-03
-- title: Endpoints have a rate limit and refused a call above it
-- criteria: A1.1, CC6.6
-- ml: true
-- empty: inconclusive
select 'endpoint ' || e.endpoint_id as resource,
       case when e.rate_limit_per_minute is null then 'fail'
            when bool_or(p.status_code is not null and p.status_code <> 429) then 'fail'
            when bool_or(p.status_code = 429) then 'pass'
            when coalesce((select sum(d.limited) from inference_daily d where d.endpoint_id = e.endpoint_id
                             and d.day between :period_start and :period_end), 0) > 0 then 'pass'
            else 'inconclusive' end as outcome,
       'limit ' || coalesce(e.rate_limit_per_minute || ' per minute', 'missing') || ', probe answers ' || coalesce(string_agg(distinct p.status_code::text, ', '), 'none')
           || ', calls limited in the period ' || coalesce((select sum(d.limited) from inference_daily d where d.endpoint_id = e.endpoint_id
                                                             and d.day between :period_start and :period_end)::text, 'unknown') as reason
from inference_endpoints e
left join endpoint_probes p on p.endpoint_id = e.endpoint_id and p.kind = 'over_limit'
      and p.probed_at >= :period_start and p.probed_at < :period_end + 1
where e.closed_at is null
group by e.endpoint_id, e.rate_limit_per_minute
