-- id: CHK-AC-15-1
-- control: AC-15
-- title: Devices in use are encrypted, locked, protected and patched
-- criteria: CC6.8, CC6.7
-- ml: false
-- empty: inconclusive
select 'device ' || d.device_id as resource,
       case when d.last_seen_at is null or d.last_seen_at < n.at - interval '30 days' then 'inconclusive'
            when d.encrypted is null or d.malware_protection is null or d.screen_lock_minutes is null
              or d.oldest_critical_fix_days is null then 'inconclusive'
            when d.encrypted and d.malware_protection and d.screen_lock_minutes <= 5
              and d.oldest_critical_fix_days <= 7 then 'pass'
            else 'fail' end as outcome,
       'encrypted ' || coalesce(d.encrypted::text, 'unknown') || ', protected ' || coalesce(d.malware_protection::text, 'unknown')
           || ', lock after ' || coalesce(d.screen_lock_minutes::text, '?') || ' min, oldest critical fix '
           || coalesce(d.oldest_critical_fix_days::text, '?') || ' days, seen ' || coalesce(d.last_seen_at::date::text, 'never') as reason
from devices d
cross join as_of n
where d.left_on is null
