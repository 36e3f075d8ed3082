-- A control that the company took over from the catalog, with the item as it was taken: a later catalog is compared with it.
create table adopted_control (
    organization_id uuid not null,
    control_id text not null,
    state text not null check (state in ('Active', 'Retired')),
    owner text not null check (owner <> ''),
    frequency text not null,
    effective_from date not null,
    effective_to date check (effective_to >= effective_from),
    catalog_digest text not null check (length(catalog_digest) = 64),
    catalog_item text not null,
    version integer not null,
    primary key (organization_id, control_id),
    check ((state = 'Retired') = (effective_to is not null)));

-- One line of the calendar: what recurs, and when it is due next. What was done is in the ledger.
create table duty (
    organization_id uuid not null,
    id uuid not null,
    source text not null,
    title text not null check (title <> ''),
    owner text not null check (owner <> ''),
    frequency text not null,
    controls text[] not null,
    due_on date not null,
    ended_on date,
    version integer not null,
    primary key (organization_id, id),
    unique (organization_id, source));

create index duty_due on duty (organization_id, due_on, id);

-- Which records an adopted control is to leave.
create table planned_evidence (
    organization_id uuid not null,
    control_id text not null,
    evidence_id text not null,
    frequency text not null,
    collected_by text not null,
    version integer not null,
    primary key (organization_id, control_id, evidence_id),
    foreign key (organization_id, control_id) references adopted_control (organization_id, control_id));

select tenant_table('adopted_control', 'select, insert, update'), tenant_table('duty', 'select, insert, update'), tenant_table('planned_evidence', 'select, insert, update');
