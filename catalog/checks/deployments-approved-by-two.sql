-- id: CHK-MD-02-1
-- control: MD-02
-- title: Each model deployment was approved beforehand by two people, neither of them the author
-- criteria: CC8.1, CC5.1, PI1.3
-- ml: true
-- empty: fine
select 'deployment ' || d.deployment_id as resource,
       case when d.digest is null or (v.author_id is null and p.promotion_id is not null) then 'inconclusive'
            when p.promotion_id is null then 'fail'
            when p.emergency then 'not_applicable'
            when p.peer_approved_at is null or p.manager_approved_at is null then 'fail'
            when p.peer_approved_at > d.deployed_at or p.manager_approved_at > d.deployed_at then 'fail'
            when p.peer_approver is null or p.manager_approver is null then 'inconclusive'
            when p.peer_approver = p.manager_approver or v.author_id in (p.peer_approver, p.manager_approver) then 'fail'
            else 'pass' end as outcome,
       'deployed ' || to_char(d.deployed_at, 'YYYY-MM-DD HH24:MI') || ', peer ' || coalesce(p.peer_approver || ' ' || to_char(p.peer_approved_at, 'YYYY-MM-DD HH24:MI'), 'none')
           || ', manager ' || coalesce(p.manager_approver || ' ' || to_char(p.manager_approved_at, 'YYYY-MM-DD HH24:MI'), 'none')
           || ', author ' || coalesce(v.author_id, 'unknown') || case when p.emergency then '; emergency, judged under MD-11' else '' end as reason
from deployments d
left join model_versions v on v.model_version_id = d.model_version_id
left join lateral (select * from promotions x where x.model_version_id = d.model_version_id and x.digest = d.digest
                     and x.requested_at <= d.deployed_at
                   order by x.requested_at desc limit 1) p on true
where d.kind in ('model', 'provider_version') and d.deployed_at >= :period_start and d.deployed_at < :period_end + 1
