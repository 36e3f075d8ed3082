-- id: CHK-AC-06-1
-- control: AC-06
-- title: Every system in scope delivered its list of accounts within 35 days
-- criteria: CC6.3, CC6.2
-- ml: false
-- empty: inconclusive
select 'system ' || s.system_id as resource,
       case when s.accounts_imported_at >= n.at - interval '35 days' then 'pass' else 'inconclusive' end as outcome,
       'last list of accounts ' || coalesce(s.accounts_imported_at::date::text, 'never imported')
           || '; access that was not exported cannot be reviewed' as reason
from systems s
cross join as_of n
where s.in_scope
