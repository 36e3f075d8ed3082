-- id: CHK-VM-04-1
-- control: VM-04
-- title: GPU hosts in service run an image younger than 45 days
-- criteria: CC7.1
-- ml: true
-- empty: inconclusive
select 'GPU host ' || h.host_id as resource,
       case when h.image_built_on is null then 'inconclusive'
            when n.at::date - h.image_built_on <= 45 then 'pass' else 'fail' end as outcome,
       'serves ' || coalesce(h.serves, 'an unknown use') || ', image '
           || coalesce((n.at::date - h.image_built_on) || ' days old', 'of unknown age') as reason
from gpu_hosts h
cross join as_of n
where h.released_at is null
