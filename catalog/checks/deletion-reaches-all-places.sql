-- id: CHK-DP-04-1
-- control: DP-04
-- title: Deletion requests were confirmed by every registered place and decided for each affected model
-- criteria: P4.3, C1.2
-- ml: true
-- empty: fine
select 'request ' || r.request_id as resource,
       case when r.answered_at is null and n.at::date <= r.received_at::date + 30 then 'not_applicable'
            when r.places is null or r.places_confirmed is null or r.models_affected is null then 'inconclusive'
            when r.places_confirmed < r.places then 'fail'
            when r.models_affected = 0 then 'pass'
            when r.models_decided is null or r.slowest_model_decision_days is null then 'inconclusive'
            when r.models_decided < r.models_affected or r.slowest_model_decision_days > 30 then 'fail'
            else 'pass' end as outcome,
       coalesce(r.places_confirmed::text, '?') || ' of ' || coalesce(r.places::text, '?') || ' places confirmed, ' || coalesce(r.models_decided::text, '?') || ' of '
           || coalesce(r.models_affected::text, '?') || ' model versions decided, slowest ' || coalesce(r.slowest_model_decision_days::text, '?') || ' days' as reason
from data_subject_requests r
cross join as_of n
where r.kind = 'deletion' and r.received_at >= :period_start and r.received_at < :period_end + 1
