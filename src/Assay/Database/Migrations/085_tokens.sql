-- Programs that act for an organisation, each with a person who answers for it.
create table service_account (
    organization_id uuid not null,
    service_account_id uuid not null,
    name text not null check (length(name) between 1 and 120),
    purpose text not null check (length(purpose) <= 500),
    owner_id uuid not null,
    created_at timestamptz not null,
    closed_at timestamptz,
    version integer not null,
    primary key (organization_id, service_account_id),
    unique (organization_id, name));

-- Of the token itself only a hash is kept: whoever reads this table cannot use what stands in it.
create table api_token (
    organization_id uuid not null,
    token_id uuid not null,
    service_account_id uuid not null,
    name text not null check (length(name) between 1 and 120),
    hash bytea not null check (octet_length(hash) = 32),
    scopes text[] not null check (cardinality(scopes) > 0),
    issued_by uuid not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > issued_at and expires_at <= issued_at + interval '8784 hours'),
    last_used_at timestamptz,
    revoked_at timestamptz,
    primary key (organization_id, token_id),
    foreign key (organization_id, service_account_id) references service_account (organization_id, service_account_id));

create index api_token_account on api_token (organization_id, service_account_id);

select tenant_table('service_account', 'select, insert, update'), tenant_table('api_token', 'select, insert, update');

-- Whoever knocks with a token is looked up before anything else is known, still within the organisation that the token names.
grant select on service_account, api_token to assay_identity;
grant update (last_used_at) on api_token to assay_identity;
