-- id: CHK-GV-17-1
-- control: GV-17
-- title: Evidence for the period was accepted by somebody other than its performer
-- criteria: CC2.1, CC4.1
-- ml: false
-- empty: inconclusive
select 'evidence ' || evidence_id || ' for ' || control_id as resource,
       case when covers_from is null or performed_by is null then 'inconclusive'
            when state <> 'accepted' then 'inconclusive'
            when accepted_by is null or accepted_by = performed_by then 'fail'
            else 'pass' end as outcome,
       'covers ' || coalesce(covers_from::text, '?') || ' to ' || coalesce(covers_to::text, 'open') || ', state ' || state || ', performed by '
           || coalesce(performed_by, 'unknown') || ', accepted by ' || coalesce(accepted_by, 'nobody') as reason
from evidence
where state <> 'returned' and (covers_from is null or covers_from <= :period_end)
  and (covers_to is null or covers_to >= :period_start)
