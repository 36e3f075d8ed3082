-- id: CHK-IN-04-1
-- control: IN-04
-- title: Each day's inference records equal the gateway's count and their chain is intact
-- criteria: PI1.4, PI1.5, CC7.2
-- ml: true
-- empty: inconclusive
select 'endpoint ' || endpoint_id || ', ' || day as resource,
       case when accepted is null or logged is null then 'inconclusive'
            when chain_intact = false then 'fail'
            when logged <> accepted and explained_at is null then 'fail'
            when chain_checked_at is null or chain_intact is null then 'inconclusive'
            else 'pass' end as outcome,
       coalesce(logged::text, '?') || ' records for ' || coalesce(accepted::text, '?') || ' accepted calls, chain '
           || case chain_intact when true then 'intact' when false then 'broken' else 'not verified' end
           || case when logged <> accepted then ', difference explained ' || coalesce(explained_at::date::text, 'not') else '' end as reason
from inference_daily
where day between :period_start and :period_end
