-- id: CHK-CM-02-1
-- control: CM-02
-- title: Merged changes had passed their required tests
-- criteria: CC8.1
-- ml: false
-- empty: inconclusive
select 'change ' || change_id as resource,
       case when tests_passed then 'pass' when tests_passed is null then 'inconclusive' else 'fail' end as outcome,
       kind || ' change merged ' || merged_at::date || ', required tests passed: ' || coalesce(tests_passed::text, 'no result known') as reason
from changes
where merged_at >= :period_start and merged_at < :period_end + 1
