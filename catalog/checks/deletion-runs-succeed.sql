-- id: CHK-DP-02-1
-- control: DP-02
-- title: Scheduled deletion runs succeeded, or raised an alert within 24 hours and were repeated
-- criteria: C1.2, P4.2, CC6.5
-- ml: false
-- empty: inconclusive
select 'deletion run ' || run_id as resource,
       case when result is null then 'inconclusive'
            when result = 'succeeded' and (items_due is null or items_deleted is null) then 'inconclusive'
            when result = 'succeeded' and items_deleted >= items_due then 'pass'
            when alerted_at <= scheduled_for + interval '24 hours' and repeated_at is not null then 'pass'
            else 'fail' end as outcome,
       coalesce(result, 'no result') || ', ' || coalesce(items_deleted::text, '?') || ' of ' || coalesce(items_due::text, '?') || ' items, alert '
           || coalesce(to_char(alerted_at, 'YYYY-MM-DD HH24:MI'), 'none') || ', repeated ' || coalesce(repeated_at::date::text, 'not') as reason
from deletion_runs
where scheduled_for >= :period_start and scheduled_for < :period_end + 1
