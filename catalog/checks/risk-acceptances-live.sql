-- id: CHK-RM-06-1
-- control: RM-06
-- title: Accepted risks have a decider and an end that their score allows
-- criteria: CC9.1, CC5.1
-- ml: false
-- empty: fine
select 'risk ' || r.risk_id as resource,
       case when r.residual_score is null then 'inconclusive'
            when r.accepted_by is null or r.accepted_until is null then 'fail'
            when r.accepted_until < n.at::date then 'fail'
            when r.accepted_until > n.at::date + case when r.residual_score >= 16 then 90
                                                      when r.residual_score >= 10 then 184 else 366 end then 'fail'
            else 'pass' end as outcome,
       'score ' || coalesce(r.residual_score::text, 'unknown') || ', accepted by ' || coalesce(r.accepted_by, 'nobody') || ' until '
           || coalesce(r.accepted_until::text, 'no date') as reason
from risks r
cross join as_of n
where r.treatment = 'accept'
