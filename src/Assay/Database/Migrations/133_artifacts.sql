-- Keys and certificates by which signatures of models are trusted.
create table model_signer (
    organization_id uuid not null,
    id uuid not null,
    name text not null check (name <> ''),
    pem text not null,
    fingerprint text not null,
    added_by uuid not null,
    added_at timestamptz not null,
    ended_at timestamptz,
    version integer not null,
    primary key (organization_id, id),
    unique (organization_id, fingerprint));

select tenant_table('model_signer', 'select, insert, update');
