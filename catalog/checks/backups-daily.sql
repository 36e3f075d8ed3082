-- id: CHK-BC-01-1
-- control: BC-01
-- title: Every system on the backup list has a good backup for each day, or a correction in 24 hours
-- criteria: A1.2, CC7.5
-- ml: false
-- empty: inconclusive
select 'backup of ' || s.system_id || ', ' || d.day::date as resource,
       case when bool_or(b.result = 'succeeded') then 'pass'
            when count(b.system_id) = 0 then 'inconclusive'
            when bool_or(b.corrected_at <= coalesce(b.finished_at, d.day + interval '1 day') + interval '24 hours') then 'pass'
            else 'fail' end as outcome,
       count(b.system_id) || ' backup records, ' || count(*) filter (where b.result = 'succeeded') || ' succeeded, corrected '
           || coalesce(to_char(min(b.corrected_at), 'YYYY-MM-DD HH24:MI'), 'not') as reason
from systems s
cross join as_of n
cross join lateral generate_series(:period_start::timestamp, least(:period_end::timestamp, n.at::timestamp - interval '1 day'), interval '1 day') as d (day)
left join backups b on b.system_id = s.system_id and b.day = d.day::date
where s.in_scope and s.backup_required
group by s.system_id, d.day
