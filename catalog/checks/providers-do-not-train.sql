-- id: CHK-TP-06-1
-- control: TP-06
-- title: Model providers that receive customer content may not train on it by contract
-- criteria: C1.1, P6.4
-- ml: true
-- empty: inconclusive
select 'vendor ' || v.vendor_id as resource,
       case when v.ai is null or v.customer_content is null or v.trains_on_inputs is null then 'inconclusive'
            when v.trains_on_inputs = 'yes' then 'fail'
            when exists (select 1 from agreements a cross join as_of n where a.vendor_id = v.vendor_id and a.no_training_clause
                           and a.signed_on is not null and (a.in_force_to is null or a.in_force_to >= n.at::date)) then 'pass'
            when exists (select 1 from agreements a where a.vendor_id = v.vendor_id and a.no_training_clause is null) then 'inconclusive'
            else 'fail' end as outcome,
       'trains on prompts or files: ' || coalesce(v.trains_on_inputs, 'not answered') || '; a setting alone does not suffice, the contract must exclude it' as reason
from vendors v
where coalesce(v.ai, true) and v.status = 'in_use' and coalesce(v.customer_content, true)
