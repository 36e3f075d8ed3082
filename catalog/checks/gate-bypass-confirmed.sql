-- id: CHK-AC-21-1
-- control: AC-21
-- title: In each month at most three identities could bypass the model gate, and each was confirmed
-- criteria: CC6.3, CC8.1
-- ml: true
-- empty: inconclusive
select 'bypass list ' || to_char(m.month, 'YYYY-MM') as resource,
       case when count(b.identity) = 0 then 'inconclusive'
            when count(distinct b.identity) > 3 then 'fail'
            when bool_or(b.confirmed_at is null or coalesce(b.reason, '') = '' or b.confirmed_by = b.identity) then 'fail'
            else 'pass' end as outcome,
       count(distinct b.identity) || ' identities derived from effective rights, '
           || count(b.confirmed_at) || ' confirmed with a name; a month without derivation shows nothing' as reason
from as_of n
cross join lateral generate_series(date_trunc('month', :period_start::timestamp),
                                   least(:period_end::timestamp, n.at::timestamp), interval '1 month') as m (month)
left join gate_bypass b on b.derived_on >= m.month and b.derived_on < m.month + interval '1 month'
where m.month >= :period_start::timestamp
  and m.month + interval '1 month' <= least(:period_end::timestamp + interval '1 day', n.at::timestamp)
group by m.month
