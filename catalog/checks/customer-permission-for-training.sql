-- id: CHK-DS-04-1
-- control: DS-04
-- title: Customers in a training dataset had given permission when the version was built
-- criteria: C1.1, P4.1
-- ml: true
-- empty: fine
select 'customer ' || c.customer_id || ', dataset version ' || c.dataset_version_id as resource,
       case when v.registered_at is null then 'inconclusive'
            when c.permission_from is null or c.permission_from > v.registered_at::date then 'fail'
            when c.withdrawn_on is null then 'pass'
            when (select b.n - a.n from working_days a, working_days b
                  where a.day = c.withdrawn_on and b.day = v.registered_at::date) > 10 then 'fail'
            else 'pass' end as outcome,
       'permission from ' || coalesce(c.permission_from::text, 'none') || ', withdrawn ' || coalesce(c.withdrawn_on::text, 'no')
           || ', built ' || coalesce(v.registered_at::date::text, 'at an unknown time') as reason
from dataset_customers c
left join dataset_versions v on v.dataset_version_id = c.dataset_version_id
where v.registered_at is null or (v.registered_at >= :period_start and v.registered_at < :period_end + 1)
