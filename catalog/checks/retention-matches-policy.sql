-- id: CHK-DP-02-2
-- control: DP-02
-- title: Configured periods equal the schedule and nothing older is held
-- criteria: C1.2, P4.2
-- ml: false
-- empty: inconclusive
select 'retention rule ' || r.rule_id as resource,
       case when r.policy_days is null or r.configured_days is null or r.oldest_item_days is null then 'inconclusive'
            when r.measured_at is null or r.measured_at < n.at - interval '35 days' then 'inconclusive'
            when r.configured_days <= r.policy_days and r.oldest_item_days <= r.policy_days + 1 and r.owner_id is not null then 'pass'
            else 'fail' end as outcome,
       'schedule ' || coalesce(r.policy_days::text, '?') || ' days, configured ' || coalesce(r.configured_days::text, '?') || ', oldest item '
           || coalesce(r.oldest_item_days::text, '?') || ', measured ' || coalesce(r.measured_at::date::text, 'never') || ', owner ' || coalesce(r.owner_id, 'missing') as reason
from retention_rules r
cross join as_of n
