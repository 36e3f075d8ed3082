-- What models learn from, and what is known of it.
create table dataset (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null check (name <> ''),
    owner_email text not null,
    purpose text not null,
    source text not null,
    licence text not null,
    training_use text not null check (training_use in ('Unknown', 'Allowed', 'Forbidden')),
    consent text not null,
    location text not null,
    region text not null,
    classification text not null check (classification in ('Unclassified', 'Public', 'Internal', 'Confidential', 'Restricted')),
    personal_data text not null check (personal_data in ('Unknown', 'None', 'Personal', 'Special')),
    retention text not null,
    customers text not null,
    import_gaps text not null,
    primary key (organization_id, id),
    unique (organization_id, name));

create index dataset_name on dataset (organization_id, name, id);

-- One state of a dataset, named by the digest of its bytes. The application may add one; it may change none.
create table dataset_version (
    organization_id uuid not null,
    id uuid not null,
    dataset_id uuid not null,
    number integer not null check (number > 0),
    label text not null check (label <> ''),
    digest text not null check (digest ~ '^[0-9a-f]{64}$'),
    licence text not null,
    bytes bigint not null check (bytes >= 0),
    files integer not null check (files > 0),
    rows bigint check (rows >= 0),
    profile text,
    quality text,
    screening text,
    flagged boolean not null,
    registered_by uuid not null,
    registered_at timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, dataset_id, label),
    unique (organization_id, dataset_id, number),
    unique (organization_id, id, registered_by),
    foreign key (organization_id, dataset_id) references dataset (organization_id, id));

-- Who registers is not who approves. The first is named again so that the rule holds here, whatever the program does.
create table dataset_decision (
    organization_id uuid not null,
    version_id uuid not null,
    registered_by uuid not null,
    decided_by uuid not null,
    decision text not null check (decision in ('Approved', 'Rejected')),
    reason text not null check (length(reason) <= 2000),
    decided_at timestamptz not null,
    primary key (organization_id, version_id),
    foreign key (organization_id, version_id, registered_by) references dataset_version (organization_id, id, registered_by),
    constraint dataset_decision_second_person check (decided_by <> registered_by));

-- What the rules kept out: the report stays, a version was never made.
create table dataset_quarantine (
    organization_id uuid not null,
    id uuid not null,
    dataset_id uuid not null,
    label text not null,
    digest text not null,
    report text not null,
    reported_by uuid not null,
    reported_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, dataset_id) references dataset (organization_id, id));

create table dataset_rules (
    organization_id uuid not null,
    dataset_id uuid not null,
    version integer not null,
    rules text not null check (octet_length(rules) <= 65536),
    primary key (organization_id, dataset_id),
    foreign key (organization_id, dataset_id) references dataset (organization_id, id));

create index dataset_quarantine_dataset on dataset_quarantine (organization_id, dataset_id, id);

select tenant_table('dataset'), tenant_table('dataset_version', 'select, insert'), tenant_table('dataset_decision', 'select, insert'),
    tenant_table('dataset_quarantine', 'select, insert'), tenant_table('dataset_rules', 'select, insert, update');
