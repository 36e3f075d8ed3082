-- id: CHK-CM-08-1
-- control: CM-08
-- title: Provider models answered each day with an approved version
-- criteria: CC8.1, CC9.2, CC3.4
-- ml: true
-- empty: inconclusive
select 'endpoint ' || e.endpoint_id || ', ' || o.observed_at::date as resource,
       case when bool_or(o.digest is null or o.result is distinct from 'read') then 'inconclusive'
            when bool_and(exists (select 1 from promotions p where p.digest = o.digest and p.manager_approved_at <= o.observed_at)) then 'pass'
            else 'fail' end as outcome,
       'versions returned: ' || coalesce(string_agg(distinct o.digest, ', '), 'none read') || ', ' || count(*) || ' observations' as reason
from serving_observations o
join inference_endpoints e on e.endpoint_id = o.endpoint_id
join model_versions v on v.model_version_id = e.model_version_id
join models m on m.model_id = v.model_id and m.provider_vendor_id is not null
where o.observed_at >= :period_start and o.observed_at < :period_end + 1
group by e.endpoint_id, o.observed_at::date
