-- id: CHK-DS-01-1
-- control: DS-01
-- title: Datasets in the inventory have owner, source, licence, place, class and a recent confirmation
-- criteria: CC2.1, C1.1
-- ml: true
-- empty: inconclusive
select 'dataset ' || d.dataset_id as resource,
       case when num_nulls(d.owner_id, d.source, d.licence, d.location, d.classification, d.personal_data) > 0 then 'fail'
            when d.confirmed_on is null then 'inconclusive'
            when d.confirmed_on < n.at::date - 100 then 'fail'
            else 'pass' end as outcome,
       num_nulls(d.owner_id, d.source, d.licence, d.location, d.classification, d.personal_data)
           || ' of 6 entries missing, confirmed ' || coalesce(d.confirmed_on::text, 'at no known date') as reason
from datasets d
cross join as_of n
