-- The rules of the gate, as data. A revision counts once a second person has approved it; none is ever changed.
create table gate_rule_set (
    organization_id uuid not null,
    scope text not null check (scope <> ''),               -- a model's id, or * for all that have none of their own
    environment text not null check (environment <> ''),
    revision integer not null check (revision > 0),
    rules text not null check (octet_length(rules) <= 65536),
    digest text not null check (length(digest) = 64),
    note text not null,
    proposed_by uuid not null,
    proposed_at timestamptz not null,
    primary key (organization_id, scope, environment, revision),
    unique (organization_id, scope, environment, revision, proposed_by));

create table gate_rule_approval (
    organization_id uuid not null,
    scope text not null,
    environment text not null,
    revision integer not null,
    proposed_by uuid not null,
    approved_by uuid not null,
    approved_at timestamptz not null,
    primary key (organization_id, scope, environment, revision),
    foreign key (organization_id, scope, environment, revision, proposed_by)
        references gate_rule_set (organization_id, scope, environment, revision, proposed_by),
    constraint gate_rule_second_person check (approved_by <> proposed_by));

-- A yes to one version. The author is named again so that the database itself refuses an author's own; one person gives one.
create table version_approval (
    organization_id uuid not null,
    model_id uuid not null,
    number integer not null,
    environment text not null,
    kind text not null check (kind in ('PeerReview', 'SignOff')),
    author uuid not null,
    approved_by uuid not null,
    note text not null,
    rules_digest text not null,
    approved_at timestamptz not null,
    primary key (organization_id, model_id, number, environment, kind),
    constraint version_approval_two_people unique (organization_id, model_id, number, environment, approved_by),
    foreign key (organization_id, model_id, number, author) references model_version (organization_id, model_id, number, author),
    constraint version_approval_not_the_author check (approved_by <> author));

-- What runs, or ran, where: one row for each change of production.
create table model_deployment (
    organization_id uuid not null,
    id uuid not null,
    model_id uuid not null,
    number integer not null,
    environment text not null,
    kind text not null check (kind in ('Promotion', 'Emergency', 'Rollback')),
    started_by uuid not null,
    started_at timestamptz not null,
    because text not null,
    replaces integer,
    rules_digest text not null,
    evaluator text not null,
    post_tests_due_at timestamptz not null,
    post_tested_at timestamptz,
    post_tests_passed boolean,
    review_due_at timestamptz,
    reviewed_by uuid,
    reviewed_at timestamptz,
    deviated_at timestamptz,
    ended_at timestamptz,
    ended_because text not null,
    version integer not null,
    primary key (organization_id, id),
    foreign key (organization_id, model_id, number) references model_version (organization_id, model_id, number),
    check ((kind = 'Emergency') = (review_due_at is not null)),
    constraint model_deployment_reviewed_by_another check (reviewed_by <> started_by));

-- One version is live in one place once, however many ask for it at the same moment.
create unique index model_deployment_live on model_deployment (organization_id, model_id, number, environment) where ended_at is null;
create index model_deployment_of on model_deployment (organization_id, model_id, environment, started_at);
create index model_deployment_at on model_deployment (organization_id, started_at);

-- Somebody from outside who reviews where too few people inside may.
create table outside_reviewer (
    organization_id uuid not null,
    id uuid not null,
    name text not null check (name <> ''),
    firm text not null,
    because text not null check (because <> ''),
    secret_hash text not null,
    named_by uuid not null,
    named_at timestamptz not null,
    ended_at timestamptz,
    version integer not null,
    primary key (organization_id, id));

select tenant_table('gate_rule_set', 'select, insert'), tenant_table('gate_rule_approval', 'select, insert'), tenant_table('version_approval', 'select, insert'),
    tenant_table('model_deployment', 'select, insert, update'), tenant_table('outside_reviewer', 'select, insert, update');
