-- id: CHK-AC-06-2
-- control: AC-06
-- title: Each access review due in the period was finished in time, in full and by others
-- criteria: CC6.3
-- ml: false
-- empty: inconclusive
select 'review ' || r.review_id || ' of ' || r.system_id as resource,
       case when r.closed_at is null and n.at::date <= r.due_on + 14 then 'not_applicable'
            when r.closed_at is null then 'fail'
            when r.lines is null or r.decided is null or r.self_reviewed is null or r.export_at is null
              or r.export_count is null or r.system_count is null then 'inconclusive'
            when r.decided < r.lines or r.self_reviewed > 0 or r.export_count <> r.system_count
              or r.export_at::date not between r.due_on - 5 and r.due_on + 5 then 'fail'
            when (select b.n - a.n from working_days a, working_days b
                  where a.day = r.due_on and b.day = r.closed_at::date) > 10 then 'fail'
            else 'pass' end as outcome,
       'due ' || r.due_on || ', closed ' || coalesce(r.closed_at::date::text, 'never') || ', '
           || coalesce(r.decided::text, '?') || ' of ' || coalesce(r.lines::text, '?') || ' lines decided, '
           || coalesce(r.self_reviewed::text, '?') || ' by the holder, export ' || coalesce(r.export_count::text, '?')
           || ' against ' || coalesce(r.system_count::text, '?') || ' accounts in the system' as reason
from access_reviews r
cross join as_of n
where r.due_on between :period_start and :period_end and r.due_on <= n.at::date
