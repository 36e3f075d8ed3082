-- id: CHK-DP-05-1
-- control: DP-05
-- title: Stores of customer data stand in the promised region
-- criteria: CC6.7, P6.1
-- ml: false
-- empty: inconclusive
select 'system ' || system_id as resource,
       case when region is null then 'inconclusive'
            when promised_region is null then 'not_applicable'
            when region = promised_region then 'pass'
            else 'fail' end as outcome,
       'stored in ' || coalesce(region, 'an unknown region') || ', promised ' || coalesce(promised_region, 'nothing') as reason
from systems
where in_scope and customer_data
