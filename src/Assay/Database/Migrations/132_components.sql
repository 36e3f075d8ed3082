-- Open-source components that our models bring along, and what somebody decided about each before it was adopted.
create table component (
    organization_id uuid not null,
    id uuid not null,
    ecosystem text not null,
    name text not null check (name <> ''),
    release text not null,
    purl text not null,
    licence text not null,
    first_seen_at timestamptz not null,
    decision text not null check (decision in ('Open', 'Accepted', 'Rejected')),
    evaluated_by uuid,
    evaluated_at timestamptz,
    note text not null,
    version integer not null,
    primary key (organization_id, id),
    unique (organization_id, ecosystem, name, release),
    check ((decision = 'Open') = (evaluated_by is null)));

-- What is known to be wrong with components, from files that somebody loaded: nothing is asked of a network.
create table advisory (
    organization_id uuid not null,
    id text not null,
    summary text not null,
    severity text not null,
    modified_at timestamptz not null,
    loaded_at timestamptz not null,
    primary key (organization_id, id));

create table advisory_range (
    organization_id uuid not null,
    advisory_id text not null,
    ordinal integer not null,
    ecosystem text not null,
    package text not null,
    releases text[] not null,
    events text[] not null,                                -- in order: introduced:1.0, fixed:1.4, last_affected:1.3
    primary key (organization_id, advisory_id, ordinal),
    foreign key (organization_id, advisory_id) references advisory (organization_id, id));

create index advisory_range_package on advisory_range (organization_id, ecosystem, package);

select tenant_table('component', 'select, insert, update'), tenant_table('advisory'), tenant_table('advisory_range');
