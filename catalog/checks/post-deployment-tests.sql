-- id: CHK-MD-10-1
-- control: MD-10
-- title: A test of the live endpoint followed each deployment within 60 minutes
-- criteria: CC8.1, PI1.3
-- ml: true
-- empty: fine
select 'deployment ' || d.deployment_id as resource,
       case when d.post_test_at is null and n.at <= d.deployed_at + interval '60 minutes' then 'not_applicable'
            when d.post_test_at is null or d.post_test_at > d.deployed_at + interval '60 minutes' then 'fail'
            when d.post_test_result is null then 'inconclusive'
            when d.post_test_result = 'passed' then 'pass'
            when exists (select 1 from rollbacks r where r.endpoint_id = d.endpoint_id and not r.drill
                           and r.started_at between d.post_test_at and d.post_test_at + interval '30 minutes') then 'pass'
            else 'inconclusive' end as outcome,
       'deployed ' || to_char(d.deployed_at, 'YYYY-MM-DD HH24:MI') || ', test ' || coalesce(to_char(d.post_test_at, 'HH24:MI') || ' ' || coalesce(d.post_test_result, 'without result'), 'missing')
           || case when d.post_test_result = 'failed' then '; rolled back within 30 minutes, or an on-call decision must be shown' else '' end as reason
from deployments d
cross join as_of n
where d.kind in ('model', 'prompt', 'provider_version') and d.deployed_at >= :period_start and d.deployed_at < :period_end + 1
