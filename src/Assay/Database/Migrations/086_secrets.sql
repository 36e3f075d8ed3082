-- Which keys ever sealed what lies here, and since when. The keys themselves are in no database.
create table installation_key (
    key_id text primary key,
    first_used_at timestamptz not null);

grant select, insert on installation_key to assay_identity;

-- Settings that are written and never shown: passwords of other systems, client secrets.
create table sealed_secret (
    organization_id uuid not null,
    name text not null check (name ~ '^[a-z][a-z0-9_.-]{0,99}$'),
    value text not null,
    set_by uuid not null,
    set_at timestamptz not null,
    version integer not null,
    primary key (organization_id, name));

select tenant_table('sealed_secret');
