-- id: CHK-AC-19-1
-- control: AC-19
-- title: Devices were wiped, with a method on record, before they left
-- criteria: CC6.5
-- ml: false
-- empty: fine
select 'device ' || device_id as resource,
       case when wiped_on <= left_on and coalesce(wipe_method, '') <> '' then 'pass' else 'fail' end as outcome,
       'left ' || left_on || ', wiped ' || coalesce(wiped_on::text, 'never') || ' by ' || coalesce(nullif(wipe_method, ''), 'no recorded method') as reason
from devices
where left_on between :period_start and :period_end
