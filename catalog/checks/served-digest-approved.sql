-- id: CHK-MD-05-1
-- control: MD-05
-- title: What the endpoints serve has an approved promotion
-- criteria: CC8.1, CC7.2
-- ml: true
-- empty: inconclusive
select 'endpoint ' || e.endpoint_id || ', digest ' || coalesce(left(o.digest, 16), 'not read') as resource,
       case when o.endpoint_id is null or o.digest is null then 'inconclusive'
            when exists (select 1 from promotions p where p.digest = o.digest
                           and (p.emergency or p.manager_approved_at is not null) and p.requested_at <= o.first_at) then 'pass'
            else 'fail' end as outcome,
       coalesce(o.times || ' observations, first ' || to_char(o.first_at, 'YYYY-MM-DD HH24:MI') || ', last ' || to_char(o.last_at, 'YYYY-MM-DD HH24:MI'),
                'no observation in the period') as reason
from inference_endpoints e
left join (select endpoint_id, case when result = 'read' then digest end as digest, count(*) as times,
                  min(observed_at) as first_at, max(observed_at) as last_at
           from serving_observations
           where observed_at >= :period_start and observed_at < :period_end + 1
           group by 1, 2) o on o.endpoint_id = e.endpoint_id
where (e.closed_at is null or e.closed_at >= :period_start) and e.first_call_at < :period_end + 1
