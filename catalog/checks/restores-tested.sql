-- id: CHK-BC-02-1
-- control: BC-02
-- title: Each backed-up system was restored in the last 12 months, complete and within its targets
-- criteria: A1.3, CC7.5
-- ml: false
-- empty: inconclusive
select 'system ' || s.system_id as resource,
       case when t.test_id is null then 'fail'
            when t.counts_equal is null or num_nulls(t.recovery_minutes, t.target_minutes, t.lost_minutes, t.lost_target_minutes) > 0 then 'inconclusive'
            when t.counts_equal and t.recovery_minutes <= t.target_minutes and t.lost_minutes <= t.lost_target_minutes then 'pass'
            else 'fail' end as outcome,
       coalesce('restored ' || t.performed_on || ', content equal: ' || coalesce(t.counts_equal::text, 'unknown') || ', ' || coalesce(t.recovery_minutes::text, '?')
                || ' of ' || coalesce(t.target_minutes::text, '?') || ' minutes', 'no restore in the 12 months before the end of the period') as reason
from systems s
cross join as_of n
left join lateral (select * from restore_tests x where x.system_id = s.system_id
                     and x.performed_on between (least(:period_end, n.at::date) - interval '12 months')::date and least(:period_end, n.at::date)
                   order by x.performed_on desc limit 1) t on true
where s.in_scope and s.backup_required
