-- What happened. The application may add to it and read it; nobody may change it.
create table ledger_entry (
    organization_id uuid not null,
    entry_id uuid not null,
    kind text not null check (kind ~ '^[a-z_]+(\.[a-z_]+)+$'),
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    actor text not null,
    subject text not null,
    body text not null check (octet_length(body) <= 65535),
    body_json jsonb not null generated always as (body::jsonb) stored,
    primary key (organization_id, entry_id));

create index ledger_entry_subject on ledger_entry (organization_id, subject, entry_id);
create index ledger_entry_kind on ledger_entry (organization_id, kind, occurred_at);

select tenant_table('ledger_entry', 'select, insert');
