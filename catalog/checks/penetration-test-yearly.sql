-- id: CHK-VM-02-1
-- control: VM-02
-- title: An independent penetration test of the last 12 months has no critical or high finding open after 30 days
-- criteria: CC4.1, CC7.1
-- ml: false
-- empty: inconclusive
select 'penetration test ' || coalesce(t.test_id, 'missing') as resource,
       case when t.test_id is null and not exists (select 1 from penetration_tests) then 'inconclusive'
            when t.test_id is null then 'fail'
            when t.independent is null or t.open_critical is null or t.open_high is null then 'inconclusive'
            when not t.independent then 'fail'
            when t.open_critical + t.open_high = 0 then 'pass'
            when n.at::date <= t.finished_on + 30 then 'not_applicable'
            else 'fail' end as outcome,
       coalesce('finished ' || t.finished_on || ', ' || coalesce(t.open_critical::text, '?') || ' critical and ' || coalesce(t.open_high::text, '?')
                || ' high open, re-tested ' || coalesce(t.retested_on::text, 'not'), 'no test in the 12 months before the end of the period') as reason
from as_of n
left join lateral (select * from penetration_tests x
                   where x.finished_on between (least(:period_end, n.at::date) - interval '12 months')::date and least(:period_end, n.at::date)
                   order by x.finished_on desc limit 1) t on true
