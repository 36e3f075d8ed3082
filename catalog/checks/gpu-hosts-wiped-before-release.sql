-- id: CHK-AC-20-1
-- control: AC-20
-- title: Rented GPU hosts were wiped of datasets and weights before their release
-- criteria: CC6.5, C1.2
-- ml: true
-- empty: fine
select 'GPU host ' || host_id as resource,
       case when wiped_at is null then 'fail'
            when wipe_result is null then 'inconclusive'
            when wipe_result = 'complete' and wiped_at <= released_at then 'pass'
            else 'fail' end as outcome,
       'released ' || to_char(released_at, 'YYYY-MM-DD HH24:MI') || ', wipe ' || coalesce(wipe_result, 'result unknown') || ' at '
           || coalesce(to_char(wiped_at, 'YYYY-MM-DD HH24:MI'), 'no time') as reason
from gpu_hosts
where released_at >= :period_start and released_at < :period_end + 1
