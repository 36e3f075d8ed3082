-- id: CHK-AC-05-1
-- control: AC-05
-- title: Every account of a leaver was closed within 24 hours of the last day
-- criteria: CC6.2, CC6.3
-- ml: false
-- empty: fine
select 'leaver ' || p.person_id || ', account ' || coalesce(a.account_id, 'none imported') as resource,
       case when a.account_id is null then 'inconclusive'
            when a.disabled_at < p.ends_on + interval '48 hours' then 'pass'
            when a.disabled_at is not null then 'fail'
            when a.status = 'disabled' then 'inconclusive'
            when (select at from as_of) >= p.ends_on + interval '48 hours' then 'fail'
            else 'not_applicable' end as outcome,
       'last day ' || p.ends_on || ', closed ' || coalesce(to_char(a.disabled_at, 'YYYY-MM-DD HH24:MI'), 'at no known time')
           || '; the limit is 24 hours after the end of that day' as reason
from people p
left join accounts a on a.person_id = p.person_id and a.kind = 'human'
where p.ends_on between :period_start and :period_end
