-- A model by its name. Deleted ones stay, because promotions and evidence speak of them; only their name becomes free.
create table registered_model (
    organization_id uuid not null,
    id uuid not null,
    name text collate "C" not null check (length(name) between 1 and 256),
    description text,
    owner text not null,
    consequential boolean not null,
    versions integer not null check (versions >= 0),       -- how many numbers were given; none is given twice
    created_by text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    version integer not null,
    primary key (organization_id, id));

create unique index registered_model_name on registered_model (organization_id, name) where deleted_at is null;
create index registered_model_updated on registered_model (organization_id, updated_at desc, name) where deleted_at is null;

-- One version of a model. What it is made of is said once: the application may change how it stands, not what it is.
create table model_version (
    organization_id uuid not null,
    model_id uuid not null,
    number integer not null check (number > 0),
    name text collate "C" not null,                        -- of the model, so that lists are ordered without a join
    source text not null,
    run_id text not null,
    run_link text not null,
    description text,
    stage text not null check (stage in ('None', 'Staging', 'Production', 'Archived')),
    state text not null check (state in ('Research', 'Validation', 'Staging', 'Production', 'Retired')),
    author uuid not null,
    author_is_service boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    version integer not null,
    primary key (organization_id, model_id, number),
    unique (organization_id, model_id, number, author),
    foreign key (organization_id, model_id) references registered_model (organization_id, id));

create index model_version_stage on model_version (organization_id, model_id, stage, number) where deleted_at is null;
create index model_version_updated on model_version (organization_id, updated_at desc, name, number desc) where deleted_at is null;
create index model_version_name on model_version (organization_id, name, number desc) where deleted_at is null;
create index model_version_run on model_version (organization_id, run_id) where deleted_at is null;

create table model_tag (
    organization_id uuid not null,
    model_id uuid not null,
    key text collate "C" not null check (length(key) between 1 and 250),
    value text not null check (length(value) <= 5000),
    primary key (organization_id, model_id, key),
    foreign key (organization_id, model_id) references registered_model (organization_id, id));

create index model_tag_key on model_tag (organization_id, key, left(value, 200), model_id);

create table model_version_tag (
    organization_id uuid not null,
    model_id uuid not null,
    number integer not null,
    key text collate "C" not null check (length(key) between 1 and 250),
    value text not null check (length(value) <= 5000),
    primary key (organization_id, model_id, number, key),
    foreign key (organization_id, model_id, number) references model_version (organization_id, model_id, number));

create index model_version_tag_key on model_version_tag (organization_id, key, left(value, 200), model_id, number);

create table model_alias (
    organization_id uuid not null,
    model_id uuid not null,
    alias text collate "C" not null check (length(alias) between 1 and 255),
    number integer not null,
    primary key (organization_id, model_id, alias),
    foreign key (organization_id, model_id, number) references model_version (organization_id, model_id, number));

-- What a version was made from. Written once; a second writing is refused by the key, a change by the grants.
create table model_provenance (
    organization_id uuid not null,
    model_id uuid not null,
    number integer not null,
    artifact_digest text not null check (artifact_digest ~ '^sha256:[0-9a-f]{64}$'),
    code_commit text not null,
    datasets text[] not null,
    parameters text not null,
    seed text not null,
    environment text not null,
    base_model text not null,
    licence text not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    primary key (organization_id, model_id, number),
    foreign key (organization_id, model_id, number) references model_version (organization_id, model_id, number));

-- Something that was found out about a version: an evaluation, a scan, a review. The latest of a kind counts; none is changed.
create table model_fact (
    organization_id uuid not null,
    id uuid not null,
    model_id uuid not null,
    number integer not null,
    kind text not null,
    body text not null check (octet_length(body) <= 262144),
    recorded_by text not null,
    recorded_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, model_id, number) references model_version (organization_id, model_id, number));

create index model_fact_of on model_fact (organization_id, model_id, number, kind, id);

-- The card that tells people what a model is for, in every revision.
create table model_card (
    organization_id uuid not null,
    model_id uuid not null,
    revision integer not null check (revision > 0),
    text text not null check (octet_length(text) <= 262144),
    written_by text not null,
    written_at timestamptz not null,
    primary key (organization_id, model_id, revision),
    foreign key (organization_id, model_id) references registered_model (organization_id, id));

select tenant_table('registered_model', 'select, insert, update'), tenant_table('model_version', 'select, insert'),
    tenant_table('model_tag'), tenant_table('model_version_tag'), tenant_table('model_alias'),
    tenant_table('model_provenance', 'select, insert'), tenant_table('model_fact', 'select, insert'), tenant_table('model_card', 'select, insert');

grant update (name, description, stage, state, updated_at, deleted_at, version) on model_version to assay_app;
