-- id: CHK-GV-13-1
-- control: GV-13
-- title: Deficiencies were closed by their date and seen by another person
-- criteria: CC4.2
-- ml: false
-- empty: fine
select 'deficiency ' || d.deficiency_id as resource,
       case when d.due_on is null or d.severity is null then 'inconclusive'
            when d.closed_at is null and n.at::date <= d.due_on then 'not_applicable'
            when d.closed_at is null or d.closed_at::date > d.due_on then 'fail'
            when d.verified_by is null then 'fail'
            when d.closed_by is null then 'inconclusive'
            when d.verified_by = d.closed_by then 'fail'
            else 'pass' end as outcome,
       coalesce(d.severity, 'unrated') || ', due ' || coalesce(d.due_on::text, 'no date') || ', closed ' || coalesce(d.closed_at::date::text, 'not')
           || ', proof seen by ' || coalesce(d.verified_by, 'nobody') as reason
from deficiencies d
cross join as_of n
where d.recorded_at < :period_end + 1 and (d.closed_at is null or d.closed_at >= :period_start)
