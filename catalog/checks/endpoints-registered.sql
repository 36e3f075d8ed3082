-- id: CHK-IN-09-1
-- control: IN-09
-- title: Inference endpoints were registered with their facts before the first production call
-- criteria: CC6.1, CC2.1
-- ml: true
-- empty: inconclusive
select 'endpoint ' || endpoint_id as resource,
       case when registered_at is null then 'fail'
            when num_nulls(owner_id, authentication, rate_limit_per_minute, region, data_class, log_mode, retention_days, model_version_id) > 0 then 'fail'
            when first_call_at is null then 'not_applicable'
            when registered_at <= first_call_at then 'pass'
            else 'fail' end as outcome,
       'registered ' || coalesce(registered_at::date::text, 'never, seen in telemetry') || ', first call ' || coalesce(first_call_at::date::text, 'none yet') || ', '
           || num_nulls(owner_id, authentication, rate_limit_per_minute, region, data_class, log_mode, retention_days, model_version_id) || ' of 8 facts missing' as reason
from inference_endpoints
where closed_at is null or closed_at >= :period_start
