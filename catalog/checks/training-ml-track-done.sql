-- id: CHK-HR-03-1
-- control: HR-03
-- title: Members of the ML team passed all four model and dataset modules in the last 12 months
-- criteria: CC1.4, CC2.2
-- ml: true
-- empty: inconclusive
select 'person ' || p.person_id || ', module ' || m.module_id as resource,
       case when p.ml_team is null then 'inconclusive'
            when t.last_on is null and least(:period_end, n.at::date) <= p.starts_on + 30 then 'not_applicable'
            when t.last_on is null then 'fail'
            when t.last_on < least(:period_end, n.at::date, coalesce(p.ends_on, :period_end)) - interval '12 months' then 'fail'
            else 'pass' end as outcome,
       'started ' || p.starts_on || ', last passed ' || coalesce(t.last_on::text, 'never')
           || case when p.ml_team is null then '; it is not known whether this person belongs to the ML team' else '' end as reason
from people p
cross join as_of n
cross join (values ('TR02'), ('TR03'), ('TR04'), ('TR05')) as m (module_id)
left join lateral (select max(c.completed_at)::date as last_on from training_completions c
                   where c.person_id = p.person_id and c.module_id = m.module_id and c.score >= 0.8
                     and c.completed_at < :period_end + 1) t on true
where coalesce(p.ml_team, true) and p.starts_on <= :period_end and (p.ends_on is null or p.ends_on >= :period_start)
