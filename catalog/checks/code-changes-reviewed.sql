-- id: CHK-CM-01-1
-- control: CM-01
-- title: Merges were approved after the last push by somebody who wrote none of it
-- criteria: CC8.1
-- ml: false
-- empty: inconclusive
select 'change ' || change_id as resource,
       case when emergency then 'not_applicable'
            when approved_by is null or approved_at is null or approved_at > merged_at then 'fail'
            when author_id is null or co_authors is null or last_push_at is null then 'inconclusive'
            when approved_by = author_id or approved_by = any (regexp_split_to_array(co_authors, '\s*,\s*')) then 'fail'
            when approved_at < last_push_at then 'fail'
            else 'pass' end as outcome,
       'author ' || coalesce(author_id, 'unknown') || ', approved by ' || coalesce(approved_by, 'nobody') || ' at '
           || coalesce(to_char(approved_at, 'YYYY-MM-DD HH24:MI'), 'no time') || ', merged ' || to_char(merged_at, 'YYYY-MM-DD HH24:MI')
           || case when emergency then '; emergency, judged under CM-04' else '' end as reason
from changes
where kind in ('code', 'pipeline', 'infrastructure', 'gate') and merged_at >= :period_start and merged_at < :period_end + 1
