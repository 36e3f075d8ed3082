-- An entry is its canonical text, which is what is hashed. The columns beside it are for finding; the self-check compares them.
-- Force is lifted while the owner rewrites what is there, or it would see no organisation's rows.
alter table ledger_entry no force row level security;

alter table ledger_entry add column text text check (octet_length(text) <= 65535);

update ledger_entry set text = format(
    '{"actor":%s,"body":%s,"entry":"%s","kind":"%s","occurred_at":"%s","organization":"%s","recorded_at":"%s","subject":%s}',
    to_json(actor), body, entry_id, kind,
    to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), organization_id,
    to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), to_json(subject));

alter table ledger_entry alter column text set not null;
alter table ledger_entry drop column body_json;
alter table ledger_entry drop column body;
alter table ledger_entry add column body jsonb not null generated always as ((text::jsonb) -> 'body') stored;

create index ledger_entry_actor on ledger_entry (organization_id, actor, entry_id);

-- Committed together with its entry and taken away when the entry gets its number: what commits late is never passed over.
create table ledger_pending (
    organization_id uuid not null,
    entry_id uuid not null,
    primary key (organization_id, entry_id));

insert into ledger_pending (organization_id, entry_id) select organization_id, entry_id from ledger_entry;

alter table ledger_entry force row level security;

-- Which entry is which leaf, from 0 on without gaps.
create table ledger_position (
    organization_id uuid not null,
    sequence bigint not null check (sequence >= 0),
    entry_id uuid not null,
    primary key (organization_id, sequence),
    unique (organization_id, entry_id));

-- Up to 256 hashes of 32 bytes; the last tile of each level grows.
create table ledger_tile (
    organization_id uuid not null,
    level integer not null check (level >= 0),
    number bigint not null check (number >= 0),
    hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
    primary key (organization_id, level, number));

-- What the organisation's key has signed; the largest is the head of the log.
create table ledger_checkpoint (
    organization_id uuid not null,
    size bigint not null check (size > 0),
    note text not null,
    signed_at timestamptz not null,
    published_at timestamptz,
    timestamp_token bytea,
    primary key (organization_id, size));

create index ledger_checkpoint_unpublished on ledger_checkpoint (organization_id, size) where published_at is null;

create table ledger_key (
    organization_id uuid not null,
    number integer not null check (number > 0),
    verifier text not null,
    sealed bytea,                       -- gone once the next key has taken over
    succession text,                    -- the note by which the key before named this one
    since timestamptz not null,
    primary key (organization_id, number),
    check ((number = 1) = (succession is null)));

-- What the self-check found, newest kept beside the earlier ones.
create table ledger_check (
    organization_id uuid not null,
    id uuid not null,
    checked_at timestamptz not null,
    size bigint not null,
    findings text[] not null,
    primary key (organization_id, id));

-- Keys under which what concerns one subject is sealed. Destroyed, the words are gone and every proof still holds.
create table subject_key (
    organization_id uuid not null,
    subject text not null,
    sealed bytea,
    created_at timestamptz not null,
    destroyed_at timestamptz,
    primary key (organization_id, subject),
    check ((sealed is null) = (destroyed_at is not null)));

select tenant_table('ledger_pending', 'select, insert, delete'), tenant_table('ledger_position', 'select, insert'),
    tenant_table('ledger_tile', 'select, insert, update'), tenant_table('ledger_checkpoint', 'select, insert'),
    tenant_table('ledger_key', 'select, insert'), tenant_table('ledger_check', 'select, insert'), tenant_table('subject_key', 'select, insert');

grant update (published_at, timestamp_token) on ledger_checkpoint to assay_app;
grant update (sealed) on ledger_key to assay_app;
grant update (sealed, destroyed_at) on subject_key to assay_app;
grant insert on ledger_pending to assay_identity;
