-- What documents fill in about the company: who holds which role, what the product is called.
create table company_profile (
    organization_id uuid not null,
    name text not null check (name ~ '^[a-z_]+$'),
    value text not null check (length(value) between 1 and 500),
    version integer not null,
    primary key (organization_id, name));

-- A policy of the company. Its texts are versions; which of them is in force is told here.
create table policy (
    organization_id uuid not null,
    policy_id text not null,
    status text not null check (status in ('Draft', 'InReview', 'Approved', 'Published', 'Retired')),
    owner text not null check (owner <> ''),
    latest integer not null check (latest > 0),
    in_force integer check (in_force between 1 and latest),
    published_at timestamptz,
    retired_because text not null,
    version integer not null,
    primary key (organization_id, policy_id),
    check ((in_force is null) = (published_at is null)));

-- Each text that a policy ever had. The application may add one; it may change none.
create table policy_version (
    organization_id uuid not null,
    policy_id text not null,
    number integer not null check (number > 0),
    text text not null check (text <> '' and octet_length(text) <= 262144),
    source text not null check (source in ('Template', 'Edited')),
    template_digest text not null,
    note text not null check (length(note) <= 2000),
    written_by uuid not null,
    written_at timestamptz not null,
    primary key (organization_id, policy_id, number),
    unique (organization_id, policy_id, number, written_by),
    foreign key (organization_id, policy_id) references policy (organization_id, policy_id));

-- Who writes is not who approves. The writer is named again so that the rule holds here, whatever the program does.
create table policy_approval (
    organization_id uuid not null,
    policy_id text not null,
    number integer not null,
    written_by uuid not null,
    approved_by uuid not null,
    approved_at timestamptz not null,
    primary key (organization_id, policy_id, number),
    foreign key (organization_id, policy_id, number, written_by) references policy_version (organization_id, policy_id, number, written_by),
    constraint policy_approval_second_person check (approved_by <> written_by));

select tenant_table('company_profile'), tenant_table('policy', 'select, insert, update'),
    tenant_table('policy_version', 'select, insert'), tenant_table('policy_approval', 'select, insert');
