-- id: CHK-DS-12-1
-- control: DS-12
-- title: Dataset versions with personal data were built against a suppression list younger than 24 hours
-- criteria: P4.3, P2.1
-- ml: true
-- empty: fine
select 'dataset version ' || v.dataset_version_id as resource,
       case when d.personal_data is null or v.suppression_matches is null then 'inconclusive'
            when v.suppression_list_at is null then 'fail'
            when v.suppression_list_at < v.registered_at - interval '24 hours' or v.suppression_matches > 0 then 'fail'
            else 'pass' end as outcome,
       'built ' || to_char(v.registered_at, 'YYYY-MM-DD HH24:MI') || ', list of ' || coalesce(to_char(v.suppression_list_at, 'YYYY-MM-DD HH24:MI'), 'no date')
           || ', ' || coalesce(v.suppression_matches::text, 'unknown') || ' people of the list left in the set' as reason
from dataset_versions v
join datasets d on d.dataset_id = v.dataset_id
where coalesce(d.personal_data, true) and v.registered_at >= :period_start and v.registered_at < :period_end + 1
