-- id: CHK-TP-02-1
-- control: TP-02
-- title: AI vendors answered four questions and were approved before first use
-- criteria: CC9.2
-- ml: true
-- empty: inconclusive
select 'vendor ' || vendor_id as resource,
       case when ai is null then 'inconclusive'
            when data_location is null or storage is null or trains_on_inputs is null or attestations is null then 'fail'
            when approved_by is null or approved_at is null or approved_by = requested_by then 'fail'
            when first_used_on is null or requested_by is null then 'inconclusive'
            when approved_at::date > first_used_on then 'fail'
            else 'pass' end as outcome,
       coalesce(category, 'AI vendor') || ', ' || num_nonnulls(data_location, storage, trains_on_inputs, attestations)
           || ' of 4 questions answered, approved ' || coalesce(approved_at::date::text, 'never') || ' by ' || coalesce(approved_by, 'nobody')
           || ', first used ' || coalesce(first_used_on::text, 'at an unknown date') as reason
from vendors
where coalesce(ai, true) and status = 'in_use'
