-- id: CHK-MD-09-1
-- control: MD-09
-- title: Weights of retired model versions were disposed within 60 days
-- criteria: CC6.5, C1.2
-- ml: true
-- empty: fine
select 'model version ' || v.model_version_id as resource,
       case when v.disposed_at <= v.retired_at + interval '60 days' then 'pass'
            when v.disposed_at is null and n.at <= v.retired_at + interval '60 days' then 'not_applicable'
            when v.disposed_at is null then 'inconclusive'
            else 'fail' end as outcome,
       'retired ' || v.retired_at::date || ', disposed ' || coalesce(v.disposed_at::date::text, 'no receipt; a recorded need to keep it must be shown') as reason
from model_versions v
cross join as_of n
where v.retired_at >= :period_start and v.retired_at < :period_end + 1
