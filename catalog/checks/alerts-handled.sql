-- id: CHK-LM-02-1
-- control: LM-02
-- title: High alerts were acknowledged in 30 minutes, medium ones by the next working day, and all have an outcome
-- criteria: CC7.3, CC7.2
-- ml: false
-- empty: fine
select 'alert ' || a.alert_id as resource,
       case when a.severity is null then 'inconclusive'
            when a.severity = 'high' and coalesce(a.acknowledged_at, n.at) > a.raised_at + interval '30 minutes' then 'fail'
            when a.severity = 'medium' and (select e.n - s.n from working_days s, working_days e
                 where s.day = a.raised_at::date and e.day = coalesce(a.acknowledged_at, n.at)::date) > 1 then 'fail'
            when a.closed_at is null then 'not_applicable'
            when a.outcome is null or coalesce(a.cause, '') = '' then 'fail'
            else 'pass' end as outcome,
       coalesce(a.severity, 'unrated') || ', raised ' || to_char(a.raised_at, 'YYYY-MM-DD HH24:MI') || ', acknowledged '
           || coalesce(to_char(a.acknowledged_at, 'YYYY-MM-DD HH24:MI'), 'not') || ', outcome ' || coalesce(a.outcome, 'open') as reason
from alerts a
cross join as_of n
where a.raised_at >= :period_start and a.raised_at < :period_end + 1
