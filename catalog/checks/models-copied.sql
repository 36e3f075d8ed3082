-- id: CHK-BC-07-1
-- control: BC-07
-- title: Promoted model versions were copied to the second region within 24 hours
-- criteria: A1.2, CC7.5
-- ml: true
-- empty: fine
select 'model version ' || v.model_version_id as resource,
       case when m.provider_vendor_id is not null then 'not_applicable'
            when v.copied_at <= p.manager_approved_at + interval '24 hours' then 'pass'
            when v.copied_at is null and n.at <= p.manager_approved_at + interval '24 hours' then 'not_applicable'
            else 'fail' end as outcome,
       'approved ' || to_char(p.manager_approved_at, 'YYYY-MM-DD HH24:MI') || ', copied ' || coalesce(to_char(v.copied_at, 'YYYY-MM-DD HH24:MI'), 'not') as reason
from promotions p
join model_versions v on v.model_version_id = p.model_version_id
left join models m on m.model_id = v.model_id
cross join as_of n
where p.manager_approved_at >= :period_start and p.manager_approved_at < :period_end + 1
