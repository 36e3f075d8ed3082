-- id: CHK-AC-03-1
-- control: AC-03
-- title: Each active human account has one holder who is employed
-- criteria: CC6.1, CC6.2
-- ml: false
-- empty: inconclusive
select 'account ' || a.account_id as resource,
       case when s.accounts_imported_at is null or s.accounts_imported_at < n.at - interval '35 days' then 'inconclusive'
            when a.kind = 'shared' then 'fail'
            when a.person_id is null or p.person_id is null then 'fail'
            when p.ends_on < n.at::date then 'fail'
            else 'pass' end as outcome,
       a.kind || ' account in ' || a.system_id || ', holder '
           || coalesce(a.person_id || case when p.person_id is null then ' not in the people register'
                                           when p.ends_on < n.at::date then ' left on ' || p.ends_on
                                           else ' employed' end, 'unknown')
           || ', list imported ' || coalesce(s.accounts_imported_at::date::text, 'never') as reason
from accounts a
join systems s on s.system_id = a.system_id and s.in_scope
left join people p on p.person_id = a.person_id
cross join as_of n
where a.status = 'active' and a.kind in ('human', 'shared')
