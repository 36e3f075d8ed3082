-- id: CHK-PR-16-1
-- control: PR-16
-- title: Requesters were identified before the answer went out
-- criteria: P5.1
-- ml: false
-- empty: fine
select 'request ' || request_id as resource,
       case when verified_at <= answered_at then 'pass' else 'fail' end as outcome,
       'identified ' || coalesce(to_char(verified_at, 'YYYY-MM-DD HH24:MI'), 'never') || ', answered ' || to_char(answered_at, 'YYYY-MM-DD HH24:MI') as reason
from data_subject_requests
where answered_at >= :period_start and answered_at < :period_end + 1
