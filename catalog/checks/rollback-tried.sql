-- id: CHK-MD-04-2
-- control: MD-04
-- title: Each production endpoint was rolled back within the last half-year, in at most 15 minutes
-- criteria: CC8.1, A1.2
-- ml: true
-- empty: inconclusive
select 'endpoint ' || e.endpoint_id as resource,
       case when r.rollback_id is null and e.first_call_at > n.at - interval '6 months' then 'not_applicable'
            when r.rollback_id is null then 'fail'
            when r.finished_at is null or r.digest_after is null or v.digest is null then 'inconclusive'
            when r.finished_at - r.started_at <= interval '15 minutes' and r.digest_after = v.digest then 'pass'
            else 'fail' end as outcome,
       coalesce(case when r.drill then 'drill ' else 'rollback ' end || r.rollback_id || ' on ' || r.started_at::date || ', '
                || coalesce(ceil(extract(epoch from r.finished_at - r.started_at) / 60) || ' minutes', 'no end')
                || case when r.digest_after = v.digest then ', prior digest in service' else ', prior digest not confirmed' end,
                'no rollback or drill in six months') as reason
from inference_endpoints e
cross join as_of n
left join lateral (select * from rollbacks x where x.endpoint_id = e.endpoint_id and x.started_at > n.at - interval '6 months'
                   order by x.started_at desc limit 1) r on true
left join model_versions v on v.model_version_id = r.to_version_id
where e.closed_at is null and e.first_call_at is not null
