-- id: CHK-MD-11-1
-- control: MD-11
-- title: Emergency model changes belong to an incident and were reviewed within 3 working days
-- criteria: CC8.1
-- ml: true
-- empty: fine
select 'promotion ' || p.promotion_id as resource,
       case when p.incident_id is null then 'fail'
            when coalesce(p.reviewed_at, p.reverted_at) is null
             and (select b.n - a.n from working_days a, working_days b where a.day = p.requested_at::date and b.day = n.at::date) <= 3 then 'not_applicable'
            when coalesce(p.reviewed_at, p.reverted_at) is null then 'fail'
            when (select b.n - a.n from working_days a, working_days b
                  where a.day = p.requested_at::date and b.day = least(p.reviewed_at, p.reverted_at)::date) <= 3 then 'pass'
            else 'fail' end as outcome,
       'incident ' || coalesce(p.incident_id, 'none') || ', changed ' || p.requested_at::date || ', reviewed ' || coalesce(p.reviewed_at::date::text, 'not')
           || ', reverted ' || coalesce(p.reverted_at::date::text, 'not') as reason
from promotions p
cross join as_of n
where p.emergency and p.requested_at >= :period_start and p.requested_at < :period_end + 1
