-- id: CHK-PR-05-1
-- control: PR-05
-- title: Requests of data subjects were answered by their deadline
-- criteria: P5.1, P5.2
-- ml: false
-- empty: fine
select 'request ' || r.request_id as resource,
       case when r.due_on is null then 'inconclusive'
            when r.answered_at::date <= r.due_on then 'pass'
            when r.answered_at is null and n.at::date <= r.due_on then 'not_applicable'
            else 'fail' end as outcome,
       r.kind || ', received ' || r.received_at::date || ', due ' || coalesce(r.due_on::text, 'no deadline set') || ', answered ' || coalesce(r.answered_at::date::text, 'not') as reason
from data_subject_requests r
cross join as_of n
where r.received_at >= :period_start and r.received_at < :period_end + 1
