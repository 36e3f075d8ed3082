-- id: CHK-TP-10-1
-- control: TP-10
-- title: Vendors whose use ended confirmed deletion within 30 days
-- criteria: CC6.5, C1.2
-- ml: false
-- empty: fine
select 'vendor ' || v.vendor_id as resource,
       case when v.deletion_confirmed_on <= v.ended_on + 30 then 'pass'
            when v.deletion_confirmed_on is null and n.at::date <= v.ended_on + 30 then 'not_applicable'
            else 'fail' end as outcome,
       'ended ' || v.ended_on || ', deletion confirmed ' || coalesce(v.deletion_confirmed_on::text, 'never') as reason
from vendors v
cross join as_of n
where v.ended_on between :period_start and :period_end and (v.customer_content or v.personal_data)
