-- id: CHK-AC-11-1
-- control: AC-11
-- title: Nobody holds a standing right to write to a model registry
-- criteria: CC6.1, CC6.3
-- ml: true
-- empty: inconclusive
select 'account ' || a.account_id || ' in registry ' || s.name as resource,
       case when a.privileged is null then 'inconclusive'
            when not a.privileged then 'pass'
            when a.kind = 'service' and a.owner_id is not null and a.purpose is not null then 'pass'
            when a.kind = 'service' then 'inconclusive'
            when a.kind = 'emergency' then 'not_applicable'
            else 'fail' end as outcome,
       a.kind || ' account, ' || case when a.privileged is null then 'rights unknown'
                                      when a.privileged then 'may write' else 'reads only' end
           || case when a.privileged and a.kind = 'service' and (a.owner_id is null or a.purpose is null)
                   then ', without owner or purpose' else '' end as reason
from accounts a
join systems s on s.system_id = a.system_id
where s.kind = 'registry' and s.in_scope and a.status = 'active' and a.created_at < :period_end + 1
