-- id: CHK-MD-06-1
-- control: MD-06
-- title: Pre-trained weights were verified, scanned and approved by another before loading
-- criteria: CC6.8, CC9.2
-- ml: true
-- empty: fine
select 'model intake ' || intake_id as resource,
       case when num_nulls(publisher, revision, digest, licence) > 0 then 'fail'
            when checksum_verified is null or scan_result is null then 'inconclusive'
            when not checksum_verified or scan_result <> 'clean' then 'fail'
            when approved_at is null or approved_at > first_loaded_at then 'fail'
            when approved_by is null or recorded_by is null then 'inconclusive'
            when approved_by = recorded_by then 'fail'
            else 'pass' end as outcome,
       coalesce(publisher, 'unknown publisher') || ' ' || coalesce(revision, 'no revision') || ', checksum ' || coalesce(checksum_verified::text, 'unknown')
           || ', scan ' || coalesce(scan_result, 'unknown') || ', approved ' || coalesce(approved_at::date::text, 'never') || ', loaded ' || first_loaded_at::date as reason
from model_intakes
where first_loaded_at >= :period_start and first_loaded_at < :period_end + 1
