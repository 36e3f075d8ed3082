-- id: CHK-AC-06-5
-- control: AC-06
-- title: What a review revoked was gone from a later export within 5 working days
-- criteria: CC6.3
-- ml: false
-- empty: inconclusive
select 'review ' || review_id as resource,
       case when open_revocations is null then 'inconclusive'
            when open_revocations > 0 then 'fail'
            when slowest_revocation_days > 5 then 'fail'
            when slowest_revocation_days is null then 'not_applicable'
            else 'pass' end as outcome,
       coalesce(open_revocations::text, 'an unknown number of') || ' revocations not confirmed, slowest confirmation '
           || coalesce(slowest_revocation_days || ' working days', 'not applicable, since nothing was revoked') as reason
from access_reviews
where closed_at >= :period_start and closed_at < :period_end + 1
