-- id: CHK-AC-05-2
-- control: AC-05
-- title: The end of employment was entered no later than the last day
-- criteria: CC6.2
-- ml: false
-- empty: fine
select 'leaver ' || person_id as resource,
       case when end_recorded_at is null then 'inconclusive'
            when end_recorded_at::date <= ends_on then 'pass'
            else 'fail' end as outcome,
       'last day ' || ends_on || ', entered ' || coalesce(end_recorded_at::date::text, 'at an unknown time')
           || '; a late entry delays every removal that depends on it' as reason
from people
where ends_on between :period_start and :period_end
