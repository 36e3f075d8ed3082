-- id: CHK-RM-01-1
-- control: RM-01
-- title: Every risk has an owner and was assessed within 12 months
-- criteria: CC3.1, CC3.2
-- ml: false
-- empty: inconclusive
select 'risk ' || r.risk_id as resource,
       case when r.assessed_on is null then 'inconclusive'
            when r.owner_id is null or r.assessed_on < n.at::date - interval '12 months' then 'fail'
            else 'pass' end as outcome,
       'owner ' || coalesce(r.owner_id, 'missing') || ', assessed ' || coalesce(r.assessed_on::text, 'at no known date') as reason
from risks r
cross join as_of n
