-- id: CHK-CS-01-1
-- control: CS-01
-- title: Stores of customer data, datasets and weights are encrypted with a known key
-- criteria: CC6.1, C1.1
-- ml: true
-- empty: inconclusive
select 'store ' || system_id as resource,
       case when encrypted_at_rest is null then 'inconclusive'
            when not encrypted_at_rest then 'fail'
            when key_id is null then 'inconclusive'
            else 'pass' end as outcome,
       kind || ' in ' || environment || ', encrypted ' || coalesce(encrypted_at_rest::text, 'unknown') || ', key '
           || coalesce(key_id, 'unknown') as reason
from systems
where in_scope and (customer_data or kind in ('data_store', 'registry', 'feature_store', 'gpu_host'))
