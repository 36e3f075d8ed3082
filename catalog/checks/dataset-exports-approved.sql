-- id: CHK-CS-10-1
-- control: CS-10
-- title: Exports of datasets happened under an approved request
-- criteria: CC6.7, CC6.6, C1.1
-- ml: true
-- empty: fine
select 'dataset access ' || access_id as resource,
       case when coalesce(request_id, '') <> '' then 'pass' else 'fail' end as outcome,
       'export of ' || coalesce(objects::text, 'an unknown number of') || ' objects from ' || dataset_id || ' by ' || coalesce(account_id, 'unknown')
           || ', request ' || coalesce(nullif(request_id, ''), 'missing') as reason
from dataset_access
where kind = 'export' and occurred_at >= :period_start and occurred_at < :period_end + 1
