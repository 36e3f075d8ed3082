-- id: CHK-AC-09-1
-- control: AC-09
-- title: Secrets stand in an approved vault and were rotated within 90 days, model keys within 30
-- criteria: CC6.1
-- ml: true
-- empty: inconclusive
select 'secret ' || s.secret_id as resource,
       case when s.approved_store is null or s.rotated_on is null or s.production_inference is null then 'inconclusive'
            when not s.approved_store or s.owner_id is null then 'fail'
            when n.at::date - s.rotated_on > case when s.production_inference then 30 else 90 end then 'fail'
            else 'pass' end as outcome,
       'kept in ' || coalesce(s.store, 'an unknown place') || ', owner ' || coalesce(s.owner_id, 'missing') || ', rotated '
           || coalesce((n.at::date - s.rotated_on) || ' days ago', 'at an unknown date')
           || case when s.production_inference then ', inference or model-provider key' else '' end as reason
from secrets s
cross join as_of n
where s.retired_on is null
