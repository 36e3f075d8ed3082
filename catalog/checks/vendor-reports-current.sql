-- id: CHK-TP-03-1
-- control: TP-03
-- title: Tier 1 vendors have a reviewed report not older than 12 months, or compensating controls
-- criteria: CC9.2
-- ml: false
-- empty: inconclusive
select 'vendor ' || v.vendor_id as resource,
       case when v.tier is null then 'inconclusive'
            when r.report_id is null and coalesce(v.compensating_controls, 0) > 0 then 'pass'
            when r.report_id is null then 'fail'
            when r.covers_to is null then 'inconclusive'
            when r.covers_to < n.at::date - 365 then 'fail'
            when r.reviewed_on is null and n.at::date <= r.issued_on + 60 then 'not_applicable'
            when r.reviewed_on is null then 'fail'
            when r.user_duties is null or r.user_duties_mapped is null then 'inconclusive'
            when r.user_duties_mapped < r.user_duties then 'fail'
            else 'pass' end as outcome,
       coalesce(r.type || ' to ' || r.covers_to || ', reviewed ' || coalesce(r.reviewed_on::text, 'never') || ', '
                || coalesce(r.user_duties_mapped::text, '?') || ' of ' || coalesce(r.user_duties::text, '?') || ' user duties mapped',
                'no report, ' || coalesce(v.compensating_controls, 0) || ' compensating controls') as reason
from vendors v
cross join as_of n
left join lateral (select * from vendor_reports x where x.vendor_id = v.vendor_id and x.type <> 'bridge_letter'
                   order by x.covers_to desc nulls last limit 1) r on true
where coalesce(v.tier, 1) = 1 and v.status = 'in_use'
