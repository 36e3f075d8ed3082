-- id: CHK-MD-03-1
-- control: MD-03
-- title: Promoted model versions met thresholds that were fixed before the evaluation
-- criteria: PI1.3, CC8.1, PI1.4
-- ml: true
-- empty: fine
select 'promotion ' || p.promotion_id || ', ' || coalesce(e.metric || ' on ' || e.slice, 'no evaluation') as resource,
       case when e.evaluation_id is null then 'fail'
            when e.value is null then 'fail'
            when e.metric is null or e.slice is null or e.threshold is null or e.higher_is_better is null or e.thresholds_fixed_at is null or e.evaluated_at is null then 'inconclusive'
            when e.thresholds_fixed_at > e.evaluated_at or e.evaluated_at > p.manager_approved_at then 'fail'
            when (e.higher_is_better and e.value < e.threshold) or (not e.higher_is_better and e.value > e.threshold) then 'fail'
            else 'pass' end as outcome,
       'value ' || coalesce(e.value::text, 'missing') || ' against ' || coalesce(e.threshold::text, 'no threshold') || ', fixed '
           || coalesce(e.thresholds_fixed_at::date::text, '?') || ', evaluated ' || coalesce(e.evaluated_at::date::text, '?') as reason
from promotions p
left join evaluations e on e.model_version_id = p.model_version_id
where not coalesce(p.emergency, false) and p.manager_approved_at >= :period_start and p.manager_approved_at < :period_end + 1
