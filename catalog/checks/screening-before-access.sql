-- id: CHK-HR-01-1
-- control: HR-01
-- title: Joiners were screened before their first account
-- criteria: CC1.4, CC1.1
-- ml: false
-- empty: fine
select 'joiner ' || p.person_id as resource,
       case when p.screened_on is null and f.first_at is not null then 'fail'
            when p.screening_result = 'stopped' and f.first_at is not null then 'fail'
            when f.first_at is null then 'inconclusive'
            when p.screening_result is null then 'inconclusive'
            when p.screened_on <= f.first_at::date then 'pass'
            else 'fail' end as outcome,
       'screening ' || coalesce(p.screening_result, 'without result') || ' on ' || coalesce(p.screened_on::text, 'no date')
           || ', first account ' || coalesce(f.first_at::date::text, 'unknown') as reason
from people p
left join lateral (select min(a.created_at) as first_at from accounts a where a.person_id = p.person_id) f on true
where p.starts_on between :period_start and :period_end
