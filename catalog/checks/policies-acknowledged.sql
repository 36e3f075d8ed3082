-- id: CHK-GV-08-1
-- control: GV-08
-- title: People acknowledged each policy version by its due date
-- criteria: CC5.3, CC2.2
-- ml: false
-- empty: inconclusive
select 'person ' || a.person_id || ', policy ' || a.policy_id || ' version ' || a.version as resource,
       case when a.due_on is null then 'inconclusive'
            when a.acknowledged_at::date <= a.due_on then 'pass'
            when a.acknowledged_at is null and n.at::date <= a.due_on then 'not_applicable'
            else 'fail' end as outcome,
       'due ' || coalesce(a.due_on::text, 'no date') || ', confirmed ' || coalesce(a.acknowledged_at::date::text, 'never') as reason
from acknowledgements a
cross join as_of n
where a.due_on is null or a.due_on between :period_start and :period_end
