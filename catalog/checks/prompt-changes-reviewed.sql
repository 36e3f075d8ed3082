-- id: CHK-CM-07-1
-- control: CM-07
-- title: Prompt changes were approved by another person and evaluated before merging
-- criteria: CC8.1, PI1.3
-- ml: true
-- empty: fine
select 'prompt change ' || change_id as resource,
       case when approved_by is null or approved_at > merged_at then 'fail'
            when author_id is null or tests_passed is null or approved_at is null then 'inconclusive'
            when approved_by = author_id or not tests_passed then 'fail'
            else 'pass' end as outcome,
       'author ' || coalesce(author_id, 'unknown') || ', approved by ' || coalesce(approved_by, 'nobody') || ', fixed cases passed: '
           || coalesce(tests_passed::text, 'unknown') as reason
from changes
where kind = 'prompt' and merged_at >= :period_start and merged_at < :period_end + 1
