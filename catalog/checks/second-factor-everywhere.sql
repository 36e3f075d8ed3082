-- id: CHK-AC-02-1
-- control: AC-02
-- title: Every active human account in scope has a second factor
-- criteria: CC6.1, CC6.6
-- ml: false
-- empty: inconclusive
select 'account ' || a.account_id as resource,
       case when s.accounts_imported_at is null or s.accounts_imported_at < n.at - interval '35 days' then 'inconclusive'
            when a.mfa = 'on' then 'pass'
            when a.mfa = 'off' then 'fail'
            else 'inconclusive' end as outcome,
       'second factor ' || coalesce(a.mfa, 'unknown') || case when a.privileged then ', privileged' else '' end
           || ', as imported ' || coalesce(s.accounts_imported_at::date::text, 'never') as reason
from accounts a
join systems s on s.system_id = a.system_id and s.in_scope
cross join as_of n
where a.status = 'active' and a.kind in ('human', 'emergency')
