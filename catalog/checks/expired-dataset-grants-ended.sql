-- id: CHK-AC-23-2
-- control: AC-23
-- title: No dataset was read after the reader's grant had ended
-- criteria: CC6.3, C1.1
-- ml: true
-- empty: inconclusive
select 'dataset ' || x.dataset_id || ', account ' || x.account_id as resource,
       case when d.dataset_id is null or d.classification is null then 'inconclusive'
            when bool_and(exists (select 1 from grants g
                                  where g.object_kind = 'dataset' and g.object_id = x.dataset_id
                                    and g.account_id = x.account_id and g.granted_at <= x.occurred_at
                                    and (g.ends_at is null or g.ends_at > x.occurred_at)
                                    and (g.revoked_at is null or g.revoked_at > x.occurred_at))) then 'pass'
            else 'fail' end as outcome,
       count(*) || ' accesses to the ' || coalesce(d.classification, 'unclassified') || ' dataset, the last on '
           || max(x.occurred_at)::date || '; each needs a grant in force at its time' as reason
from dataset_access x
left join datasets d on d.dataset_id = x.dataset_id
where x.occurred_at >= :period_start and x.occurred_at < :period_end + 1
  and (d.classification in ('confidential', 'restricted') or d.classification is null)
group by x.dataset_id, x.account_id, d.dataset_id, d.classification
