-- id: CHK-TP-04-1
-- control: TP-04
-- title: Vendors with personal data have a data processing agreement signed before use and in force
-- criteria: P6.4, P6.1
-- ml: false
-- empty: inconclusive
select 'vendor ' || v.vendor_id as resource,
       case when v.personal_data is null then 'inconclusive'
            when a.agreement_id is null then 'fail'
            when a.signed_on is null then 'inconclusive'
            when a.in_force_to < n.at::date then 'fail'
            when v.first_used_on is null then 'inconclusive'
            when a.signed_on > v.first_used_on then 'fail'
            else 'pass' end as outcome,
       'agreement signed ' || coalesce(a.signed_on::text, 'never') || ', in force to ' || coalesce(a.in_force_to::text, 'no end')
           || ', first use ' || coalesce(v.first_used_on::text, 'unknown') as reason
from vendors v
cross join as_of n
left join lateral (select * from agreements x where x.vendor_id = v.vendor_id and x.kind = 'dpa'
                   order by x.in_force_to is null desc, x.in_force_to desc, x.signed_on limit 1) a on true
where coalesce(v.personal_data, true) and v.status = 'in_use'
