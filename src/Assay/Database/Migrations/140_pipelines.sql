-- How data becomes a model: pipelines, their steps, and the definitions that a second person approved.
create table pipeline (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null check (name <> ''),
    purpose text not null,
    owner_email text not null,
    tool text not null,
    environment text not null check (environment in ('Unknown', 'Development', 'Staging', 'Training', 'Production')),
    job_namespace text not null,
    job_name text not null,
    expected_every_hours bigint not null check (expected_every_hours >= 0),
    primary key (organization_id, id),
    unique (organization_id, name));

create table pipeline_step (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    pipeline text not null,
    position bigint not null,
    stage text not null check (stage in ('Ingestion', 'Cleaning', 'Features', 'Training', 'Evaluation', 'Deployment')),
    name text not null check (name <> ''),
    purpose text not null,
    inputs text not null,
    outputs text not null,
    owner_email text not null,
    tool text not null,
    primary key (organization_id, id),
    unique (organization_id, pipeline, name),
    foreign key (organization_id, pipeline) references pipeline (organization_id, name));

create table pipeline_definition (
    organization_id uuid not null,
    id uuid not null,
    pipeline_id uuid not null,
    digest text not null check (digest ~ '^[0-9a-z:._-]{7,128}$'),
    note text not null check (length(note) <= 2000),
    proposed_by uuid not null,
    proposed_at timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, pipeline_id, digest),
    unique (organization_id, id, proposed_by),
    foreign key (organization_id, pipeline_id) references pipeline (organization_id, id));

-- Who proposes is not who approves.
create table definition_approval (
    organization_id uuid not null,
    definition_id uuid not null,
    proposed_by uuid not null,
    approved_by uuid not null,
    approved_at timestamptz not null,
    primary key (organization_id, definition_id),
    foreign key (organization_id, definition_id, proposed_by) references pipeline_definition (organization_id, id, proposed_by),
    constraint definition_approval_second_person check (approved_by <> proposed_by));

-- What pipelines reported, in OpenLineage's words.
create table lineage_event (
    organization_id uuid not null,
    id uuid not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    event_type text not null,
    job_namespace text not null,
    job_name text not null,
    run_id uuid,
    definition text not null,
    body text not null,
    primary key (organization_id, id));

create index lineage_event_job on lineage_event (organization_id, job_namespace, job_name, event_type, occurred_at desc);

-- The graph that follows from the events: first and last seen, so that it can be asked as it was.
create table lineage_node (
    organization_id uuid not null,
    id uuid not null,
    kind text not null check (kind in ('Dataset', 'Job', 'Model', 'Endpoint')),
    namespace text not null,
    name text not null,
    version text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    primary key (organization_id, id));

create index lineage_node_seen on lineage_node (organization_id, last_seen desc, id);
create index lineage_node_name on lineage_node (organization_id, name);

create table lineage_edge (
    organization_id uuid not null,
    from_id uuid not null,
    to_id uuid not null,
    version text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    primary key (organization_id, from_id, to_id));

create index lineage_edge_to on lineage_edge (organization_id, to_id, from_id);

select tenant_table('pipeline'), tenant_table('pipeline_step'), tenant_table('pipeline_definition', 'select, insert'), tenant_table('definition_approval', 'select, insert'),
    tenant_table('lineage_event', 'select, insert'), tenant_table('lineage_node', 'select, insert, update'), tenant_table('lineage_edge', 'select, insert, update');
