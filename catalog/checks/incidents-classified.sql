-- id: CHK-IR-06-1
-- control: IR-06
-- title: Security events were entered within 4 hours and classified within one working day
-- criteria: CC7.3
-- ml: false
-- empty: fine
select 'incident ' || i.incident_id as resource,
       case when i.aware_at is null then 'inconclusive'
            when i.classified_at is null and (select b.n - a.n from working_days a, working_days b
                 where a.day = i.recorded_at::date and b.day = n.at::date) <= 1 then 'not_applicable'
            when i.classified_at is null or i.severity is null then 'fail'
            when (select b.n - a.n from working_days a, working_days b
                  where a.day = i.recorded_at::date and b.day = i.classified_at::date) > 1 then 'fail'
            when i.recorded_at <= i.aware_at + interval '4 hours' then 'pass'
            when (select w.working from working_days w where w.day = i.aware_at::date)
             and i.recorded_at::date > i.aware_at::date + 4 then 'fail'
            else 'inconclusive' end as outcome,
       'known ' || coalesce(to_char(i.aware_at, 'YYYY-MM-DD HH24:MI'), '?') || ', entered ' || to_char(i.recorded_at, 'YYYY-MM-DD HH24:MI') || ', classified '
           || coalesce(i.severity || ' ' || to_char(i.classified_at, 'YYYY-MM-DD HH24:MI'), 'not')
           || '; beyond 4 clock hours the working hours between must be shown' as reason
from incidents i
cross join as_of n
where i.recorded_at >= :period_start and i.recorded_at < :period_end + 1
