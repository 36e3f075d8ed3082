-- id: CHK-AC-23-1
-- control: AC-23
-- title: Grants on confidential and restricted datasets state a purpose and end in time
-- criteria: CC6.3, C1.1
-- ml: true
-- empty: inconclusive
select 'grant ' || g.grant_id || ' on dataset ' || g.object_id as resource,
       case when d.dataset_id is null or d.classification is null or g.granted_at is null then 'inconclusive'
            when coalesce(g.purpose, '') = '' or g.ends_at is null then 'fail'
            when g.approved_at is null or g.approved_at > g.granted_at then 'fail'
            when g.ends_at > g.granted_at + case d.classification when 'restricted' then interval '90 days'
                                                                  else interval '180 days' end then 'fail'
            else 'pass' end as outcome,
       coalesce(d.classification, 'unclassified') || ' dataset, purpose ' || coalesce(nullif(g.purpose, ''), 'missing')
           || ', from ' || coalesce(g.granted_at::date::text, '?') || ' to ' || coalesce(g.ends_at::date::text, 'no end')
           || ', approved ' || coalesce(g.approved_at::date::text, 'never') as reason
from grants g
left join datasets d on d.dataset_id = g.object_id
where g.object_kind = 'dataset' and g.granted_at >= :period_start and g.granted_at < :period_end + 1
  and (d.classification in ('confidential', 'restricted') or d.classification is null)
