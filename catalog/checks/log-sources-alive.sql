-- id: CHK-LM-03-1
-- control: LM-03
-- title: ML platforms and GPU hosts on the coverage list are sending logs
-- criteria: CC7.2
-- ml: true
-- empty: inconclusive
select 'log source ' || s.system_id as resource,
       case when s.last_log_at is null then 'inconclusive'
            when s.log_limit_hours is null then 'inconclusive'
            when n.at - s.last_log_at <= make_interval(hours => s.log_limit_hours) then 'pass'
            else 'fail' end as outcome,
       s.kind || ', last record ' || coalesce(to_char(s.last_log_at, 'YYYY-MM-DD HH24:MI'), 'never') || ', silence allowed '
           || coalesce(s.log_limit_hours || ' hours', 'not set') as reason
from systems s
cross join as_of n
where s.in_scope and s.log_required and s.kind in ('registry', 'feature_store', 'notebook', 'labelling', 'gpu_host', 'data_store', 'provider_console')
