-- id: CHK-AC-10-1
-- control: AC-10
-- title: Production pipeline runs acted under a service account with owner and purpose
-- criteria: CC6.1, CC6.3
-- ml: true
-- empty: inconclusive
select 'pipeline ' || r.pipeline_id || ', account ' || coalesce(r.account_id, 'unknown') as resource,
       case when r.account_id is null or a.account_id is null then 'inconclusive'
            when a.kind <> 'service' then 'fail'
            when a.owner_id is null or coalesce(a.purpose, '') = '' then 'fail'
            else 'pass' end as outcome,
       count(*) || ' runs under a ' || coalesce(a.kind, 'not identified') || ' account, owner ' || coalesce(a.owner_id, 'missing')
           || ', purpose ' || coalesce(nullif(a.purpose, ''), 'missing') as reason
from pipeline_runs r
left join accounts a on a.account_id = r.account_id
where r.environment = 'production' and r.started_at >= :period_start and r.started_at < :period_end + 1
group by r.pipeline_id, r.account_id, a.account_id, a.kind, a.owner_id, a.purpose
