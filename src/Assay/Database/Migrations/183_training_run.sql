-- Training runs that were let begin, with the digests of what they learn from.
create table training_run (
    organization_id uuid not null,
    id uuid not null,
    name text not null check (name <> ''),
    code_commit text not null,
    datasets text[] not null,
    registered_by text not null,
    registered_at timestamptz not null,
    primary key (organization_id, id));

select tenant_table('training_run', 'select, insert');
