-- id: CHK-IR-05-1
-- control: IR-05
-- title: Notification was decided within 24 hours of awareness and sent before its deadline
-- criteria: CC7.4, CC2.3, P6.6
-- ml: false
-- empty: fine
select 'incident ' || i.incident_id as resource,
       case when i.touches_data is null or i.aware_at is null then 'inconclusive'
            when coalesce(i.notice_decided_at, n.at) > i.aware_at + interval '24 hours' then 'fail'
            when i.notice_decided_at is null then 'not_applicable'
            when i.notice_due_at is null then 'pass'
            when i.notice_due_at > i.aware_at + interval '72 hours' then 'fail'
            when i.notified_at <= i.notice_due_at then 'pass'
            when i.notified_at is null and n.at <= i.notice_due_at then 'not_applicable'
            else 'fail' end as outcome,
       'known ' || coalesce(to_char(i.aware_at, 'YYYY-MM-DD HH24:MI'), '?') || ', decided ' || coalesce(to_char(i.notice_decided_at, 'YYYY-MM-DD HH24:MI'), 'not')
           || ', due ' || coalesce(to_char(i.notice_due_at, 'YYYY-MM-DD HH24:MI'), 'no notice owed') || ', sent ' || coalesce(to_char(i.notified_at, 'YYYY-MM-DD HH24:MI'), 'not') as reason
from incidents i
cross join as_of n
where coalesce(i.touches_data, true) and i.severity is distinct from 'none' and i.recorded_at >= :period_start and i.recorded_at < :period_end + 1
