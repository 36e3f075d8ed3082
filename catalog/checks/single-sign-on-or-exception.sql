-- id: CHK-AC-01-1
-- control: AC-01
-- title: Each system in scope uses the identity provider or has a live exception
-- criteria: CC6.1
-- ml: false
-- empty: inconclusive
select 'system ' || s.system_id as resource,
       case when s.single_sign_on then 'pass'
            when s.single_sign_on is null then 'inconclusive'
            when s.sso_exception_until between n.at::date and n.at::date + 366 then 'pass'
            else 'fail' end as outcome,
       case when s.single_sign_on then 'signs people in through the identity provider'
            when s.single_sign_on is null then 'it is not known how people sign in'
            else 'own passwords, exception until ' || coalesce(s.sso_exception_until::text, 'no date') end as reason
from systems s
cross join as_of n
where s.in_scope
