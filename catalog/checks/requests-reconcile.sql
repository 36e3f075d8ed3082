-- id: CHK-IN-06-1
-- control: IN-06
-- title: Accepted inference calls equal answers and deliveries, or the difference was explained in 2 working days
-- criteria: PI1.3, PI1.4
-- ml: true
-- empty: inconclusive
select 'endpoint ' || i.endpoint_id || ', ' || i.day as resource,
       case when i.accepted is null or i.answered is null or i.delivered is null then 'inconclusive'
            when i.accepted = i.answered and i.answered = i.delivered then 'pass'
            when i.explained_at is null
             and (select b.n - a.n from working_days a, working_days b where a.day = i.day and b.day = n.at::date) <= 2 then 'not_applicable'
            when i.explained_at is null then 'fail'
            when (select b.n - a.n from working_days a, working_days b where a.day = i.day and b.day = i.explained_at::date) <= 2 then 'pass'
            else 'fail' end as outcome,
       'accepted ' || coalesce(i.accepted::text, '?') || ', answered ' || coalesce(i.answered::text, '?') || ', delivered ' || coalesce(i.delivered::text, '?')
           || ', explained ' || coalesce(i.explained_at::date::text, 'not') as reason
from inference_daily i
cross join as_of n
where i.day between :period_start and :period_end
