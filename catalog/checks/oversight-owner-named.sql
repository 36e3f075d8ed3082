-- id: CHK-FB-04-1
-- control: FB-04
-- title: Models that decide about people have an oversight owner who is employed
-- criteria: PI1.4, CC5.1
-- ml: true
-- empty: inconclusive
select 'model ' || m.model_id as resource,
       case when m.makes_decisions is null then 'inconclusive'
            when m.oversight_owner_id is null or p.person_id is null then 'fail'
            when p.ends_on < n.at::date then 'fail'
            else 'pass' end as outcome,
       'oversight owner ' || coalesce(m.oversight_owner_id, 'missing') || case when p.ends_on < n.at::date then ', who left on ' || p.ends_on else '' end as reason
from models m
cross join as_of n
left join people p on p.person_id = m.oversight_owner_id
where m.in_production and coalesce(m.makes_decisions, true)
