-- id: CHK-IN-01-1
-- control: IN-01
-- title: Endpoints refused calls without credential, with an expired one and with a wrong scope each day
-- criteria: CC6.6, CC6.1
-- ml: true
-- empty: inconclusive
select 'endpoint ' || e.endpoint_id || ', ' || k.kind as resource,
       case when bool_or(p.refused = false) then 'fail'
            when count(distinct p.probed_at::date) filter (where p.refused) >=
                 least(:period_end, n.at::date - 1) - greatest(:period_start, e.first_call_at::date) + 1 then 'pass'
            else 'inconclusive' end as outcome,
       count(*) filter (where p.refused) || ' refusals on ' || count(distinct p.probed_at::date) filter (where p.refused) || ' of '
           || greatest(0, least(:period_end, n.at::date - 1) - greatest(:period_start, e.first_call_at::date) + 1) || ' days, '
           || count(*) filter (where p.refused = false) || ' answered, ' || count(p.probe_id) filter (where p.refused is null) || ' probes without result' as reason
from inference_endpoints e
cross join as_of n
cross join (values ('no_credential'), ('expired'), ('wrong_scope')) as k (kind)
left join endpoint_probes p on p.endpoint_id = e.endpoint_id and p.kind = k.kind
      and p.probed_at >= :period_start and p.probed_at < :period_end + 1
where e.closed_at is null and e.first_call_at < :period_end
group by e.endpoint_id, e.first_call_at, k.kind, n.at
