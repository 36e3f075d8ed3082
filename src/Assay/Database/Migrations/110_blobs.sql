-- Files by their content. Nothing is changed or removed here: what refers to a blob refers to these bytes.
create table blob (
    organization_id uuid not null,
    digest text not null check (digest ~ '^[0-9a-f]{64}$'),
    size bigint not null check (size > 0),
    place text not null check (place <> ''),
    sealed_key bytea not null,
    stored_at timestamptz not null,
    primary key (organization_id, digest));

-- Where the sealed file of each blob lies, so that a leftover is told from what is kept.
create index blob_place on blob (organization_id, place);

select tenant_table('blob', 'select, insert');
