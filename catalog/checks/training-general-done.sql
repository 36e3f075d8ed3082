-- id: CHK-HR-02-1
-- control: HR-02
-- title: Everybody employed passed security awareness within 14 days of joining and 12 months since
-- criteria: CC1.4, CC2.2
-- ml: false
-- empty: inconclusive
select 'person ' || p.person_id as resource,
       case when p.starts_on is null then 'inconclusive'
            when t.last_on is null and least(:period_end, n.at::date) <= p.starts_on + 14 then 'not_applicable'
            when t.last_on is null then 'fail'
            when p.starts_on >= :period_start and t.first_on > p.starts_on + 14 then 'fail'
            when t.last_on < least(:period_end, n.at::date, coalesce(p.ends_on, :period_end)) - interval '12 months' then 'fail'
            else 'pass' end as outcome,
       'started ' || coalesce(p.starts_on::text, '?') || ', first passed ' || coalesce(t.first_on::text, 'never')
           || ', last passed ' || coalesce(t.last_on::text, 'never') as reason
from people p
cross join as_of n
left join lateral (select min(c.completed_at)::date as first_on, max(c.completed_at)::date as last_on
                   from training_completions c
                   where c.person_id = p.person_id and c.module_id = 'TR01' and c.score >= 0.8
                     and c.completed_at < :period_end + 1) t on true
where (p.starts_on is null or p.starts_on <= :period_end) and (p.ends_on is null or p.ends_on >= :period_start)
