-- id: CHK-DS-11-1
-- control: DS-11
-- title: Dataset versions were scanned for personal data and secrets before approval
-- criteria: C1.1, CC6.7
-- ml: true
-- empty: inconclusive
select 'dataset version ' || dataset_version_id as resource,
       case when scanned_at is null or scanned_at > approved_at then 'fail'
            when undeclared_personal_hits is null or live_secrets is null then 'inconclusive'
            when undeclared_personal_hits > 0 or live_secrets > 0 then 'fail'
            else 'pass' end as outcome,
       'scanned ' || coalesce(scanned_at::date::text, 'never') || ', approved ' || approved_at::date || ', '
           || coalesce(undeclared_personal_hits::text, '?') || ' undeclared personal hits, ' || coalesce(live_secrets::text, '?') || ' live secrets' as reason
from dataset_versions
where approved_at >= :period_start and approved_at < :period_end + 1
