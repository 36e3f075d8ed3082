-- id: CHK-CM-04-1
-- control: CM-04
-- title: Emergency changes were reviewed by a second engineer within 2 working days
-- criteria: CC8.1
-- ml: false
-- empty: fine
select 'change ' || c.change_id as resource,
       case when c.reviewed_after_at is null
             and (select b.n - a.n from working_days a, working_days b where a.day = c.merged_at::date and b.day = n.at::date) <= 2 then 'not_applicable'
            when c.reviewed_after_at is null then 'fail'
            when (select b.n - a.n from working_days a, working_days b
                  where a.day = c.merged_at::date and b.day = c.reviewed_after_at::date) <= 2 then 'pass'
            else 'fail' end as outcome,
       'merged ' || to_char(c.merged_at, 'YYYY-MM-DD HH24:MI') || ', reviewed ' || coalesce(c.reviewed_after_at::date::text, 'not yet') as reason
from changes c
cross join as_of n
where c.emergency and c.merged_at >= :period_start and c.merged_at < :period_end + 1
