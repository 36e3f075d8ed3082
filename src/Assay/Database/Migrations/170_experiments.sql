-- Experiments and their runs: what a training job says of itself, so that it can be repeated.
create table experiment (
    organization_id uuid not null,
    number integer not null check (number >= 0),
    name text collate "C" not null check (length(name) between 1 and 500),
    artifact_location text not null,
    created_by text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    version integer not null,
    primary key (organization_id, number),
    unique (organization_id, name));                       -- a deleted one keeps its name, as it may be restored

create table experiment_tag (
    organization_id uuid not null,
    number integer not null,
    key text collate "C" not null check (length(key) between 1 and 250),
    value text not null check (length(value) <= 5000),
    primary key (organization_id, number, key),
    foreign key (organization_id, number) references experiment (organization_id, number));

create table experiment_run (
    organization_id uuid not null,
    run_id text collate "C" not null check (length(run_id) between 1 and 64),
    experiment integer not null,
    name text not null,
    user_name text not null,                               -- as the client said; who it was is created_by
    status text not null check (status in ('Running', 'Scheduled', 'Finished', 'Failed', 'Killed')),
    started_at bigint not null,                            -- milliseconds, as the client's clock had it
    ended_at bigint,
    artifact_uri text not null,
    created_by text not null,
    created_at timestamptz not null,
    deleted_at timestamptz,
    version integer not null,
    primary key (organization_id, run_id),
    foreign key (organization_id, experiment) references experiment (organization_id, number));

create index experiment_run_of on experiment_run (organization_id, experiment, started_at desc, run_id);

create table run_tag (
    organization_id uuid not null,
    run_id text collate "C" not null,
    key text collate "C" not null check (length(key) between 1 and 250),
    value text not null check (length(value) <= 8000),
    primary key (organization_id, run_id, key),
    foreign key (organization_id, run_id) references experiment_run (organization_id, run_id));

create table run_param (
    organization_id uuid not null,
    run_id text collate "C" not null,
    key text collate "C" not null check (length(key) between 1 and 250),
    value text not null check (length(value) <= 8000),
    primary key (organization_id, run_id, key),
    foreign key (organization_id, run_id) references experiment_run (organization_id, run_id));

-- Every value that was logged; one that comes twice is one.
create table run_metric (
    organization_id uuid not null,
    run_id text collate "C" not null,
    key text collate "C" not null check (length(key) between 1 and 250),
    at bigint not null,
    step bigint not null,
    value double precision not null,
    primary key (organization_id, run_id, key, at, step, value),
    foreign key (organization_id, run_id) references experiment_run (organization_id, run_id));

-- The last of each: by step, then by time, then by value, as MLflow has it.
create table run_latest_metric (
    organization_id uuid not null,
    run_id text collate "C" not null,
    key text collate "C" not null,
    at bigint not null,
    step bigint not null,
    value double precision not null,
    primary key (organization_id, run_id, key),
    foreign key (organization_id, run_id) references experiment_run (organization_id, run_id));

-- The datasets that a run says it read.
create table run_input (
    organization_id uuid not null,
    run_id text collate "C" not null,
    name text not null check (length(name) between 1 and 500),
    digest text not null check (length(digest) between 1 and 100),
    source_type text not null,
    source text not null,
    schema text,
    profile text,
    tags text not null,                                    -- JSON: a list of key and value
    primary key (organization_id, run_id, name, digest),
    foreign key (organization_id, run_id) references experiment_run (organization_id, run_id));

select tenant_table('experiment', 'select, insert, update'), tenant_table('experiment_tag'), tenant_table('experiment_run', 'select, insert, update'),
    tenant_table('run_tag'), tenant_table('run_param', 'select, insert'), tenant_table('run_metric', 'select, insert'),
    tenant_table('run_latest_metric', 'select, insert, update'), tenant_table('run_input', 'select, insert');
