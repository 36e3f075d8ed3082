-- Organisations are kept apart here, not in the program: whoever forgets a filter sees nothing.

-- SET LOCAL rather than set_config, because only the former reaches the workers of a distributed database.
create function set_tenant(organization uuid) returns void language plpgsql as $$
begin
    execute format('set local assay.organization_id = %L', organization);
end
$$;

-- Every table with an organization_id goes through this one door.
-- The policy is a plain comparison: a subquery could not be distributed, and would cost on every row.
create function tenant_table(name regclass, granted text default 'select, insert, update, delete') returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format(
        'create policy tenant on %s '
        'using (organization_id = nullif(current_setting(''assay.organization_id'', true), '''')::uuid) '
        'with check (organization_id = nullif(current_setting(''assay.organization_id'', true), '''')::uuid)', name);
    execute format('grant %s on %s to assay_app', granted, name);
end
$$;

revoke execute on function tenant_table from public;
