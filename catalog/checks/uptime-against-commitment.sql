-- id: CHK-BC-05-1
-- control: BC-05
-- title: Measured availability met its commitment each month, or the breach was decided on
-- criteria: A1.1
-- ml: false
-- empty: inconclusive
select 'service ' || u.service || ', ' || to_char(u.month, 'YYYY-MM') as resource,
       case when u.committed is null or u.measured is null then 'inconclusive'
            when u.measured >= u.committed then 'pass'
            when u.decided_on is not null and (select b.n - a.n from working_days a, working_days b
                 where a.day = (u.month + interval '1 month - 1 day')::date and b.day = u.decided_on) <= 5 then 'pass'
            else 'fail' end as outcome,
       'measured ' || coalesce(u.measured::text, 'unknown') || ' % against ' || coalesce(u.committed::text, 'unknown') || ' %, decision '
           || coalesce(u.decided_on::text, 'none') || '; the check judges the handling, a breach of the commitment stays one' as reason
from uptime_months u
where u.month >= date_trunc('month', :period_start::timestamp) and u.month <= :period_end
