-- id: CHK-VM-01-1
-- control: VM-01
-- title: Vulnerabilities were fixed in 7, 30 or 90 days, or are accepted with an end
-- criteria: CC7.1, CC6.8
-- ml: false
-- empty: inconclusive
select 'finding ' || v.finding_id || ' on ' || v.asset as resource,
       case when l.days is null then 'inconclusive'
            when v.fixed_at <= v.detected_at + make_interval(days => l.days) then 'pass'
            when v.fixed_at is null and n.at <= v.detected_at + make_interval(days => l.days) then 'not_applicable'
            when v.accepted_by is not null and v.accepted_until >= coalesce(v.fixed_at, n.at)::date then 'pass'
            else 'fail' end as outcome,
       coalesce(v.severity, 'unrated') || ', found ' || v.detected_at::date || ', fixed ' || coalesce(v.fixed_at::date::text, 'not') || ', limit '
           || coalesce(l.days || ' days', 'none') || ', accepted until ' || coalesce(v.accepted_until::text, 'no') as reason
from vulnerabilities v
cross join as_of n
left join (values ('critical', 7), ('high', 30), ('medium', 90)) as l (severity, days) on l.severity = v.severity
where v.severity is distinct from 'low' and v.detected_at < :period_end + 1 and (v.fixed_at is null or v.fixed_at >= :period_start)
