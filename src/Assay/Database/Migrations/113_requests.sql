-- What the auditor asked for, as the audit firm numbers it.
create table evidence_request (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    reference text not null check (reference <> ''),
    wanted text not null check (wanted <> ''),
    serves text not null,
    due_on date,
    primary key (organization_id, id),
    unique (organization_id, reference));

select tenant_table('evidence_request');
