-- id: CHK-MM-04-1
-- control: MM-04
-- title: Every production model has owner, deputy, thresholds and drift results of the last week
-- criteria: CC4.1, CC7.2
-- ml: true
-- empty: inconclusive
select 'model ' || m.model_id as resource,
       case when m.owner_id is null or m.deputy_id is null then 'fail'
            when m.thresholds_on is null then 'fail'
            when m.thresholds_on < n.at::date - interval '6 months' then 'fail'
            when x.last_day is null or x.last_day < n.at::date - 7 then 'inconclusive'
            else 'pass' end as outcome,
       'owner ' || coalesce(m.owner_id, 'missing') || ', deputy ' || coalesce(m.deputy_id, 'missing') || ', thresholds judged '
           || coalesce(m.thresholds_on::text, 'never') || ', last drift result ' || coalesce(x.last_day::text, 'none') as reason
from models m
cross join as_of n
left join lateral (select max(d.day) as last_day from drift_results d
                   join model_versions v on v.model_version_id = d.model_version_id where v.model_id = m.model_id) x on true
where m.in_production
