-- Something that shows a control at work. What it shows is in its versions; the latest accepted one counts, and is repeated
-- here so that lists and coverage are one look.
create table evidence (
    organization_id uuid not null,
    id uuid not null,
    title text not null check (title <> ''),
    kind text not null check (kind in ('InForce', 'Occurrence', 'AsOf', 'Continuous')),
    type_id text not null,
    latest integer not null check (latest > 0),
    status text not null check (status in ('Waiting', 'Accepted', 'Returned')),
    source text not null check (source in ('Person', 'Connector', 'Job', 'CommandLine', 'Product')),
    added_at timestamptz not null,
    counted integer check (counted between 1 and latest),
    counts_from date,
    counts_to date,
    stale_after date,
    version integer not null,
    primary key (organization_id, id),
    check ((counted is null) = (counts_from is null) and (counted is null) = (counts_to is null) and (counted is null) = (stale_after is null)));

create index evidence_status on evidence (organization_id, status, id);
create index evidence_stale on evidence (organization_id, stale_after);

-- A text date of 9999-12-31 in the program is infinity here: in force until further notice.
create table evidence_version (
    organization_id uuid not null,
    evidence_id uuid not null,
    number integer not null check (number > 0),
    kind text not null,
    digest text not null,
    file_name text not null check (file_name <> ''),
    media_type text not null,
    size bigint not null,
    covers_from date not null,
    covers_to date not null check (covers_to >= covers_from),
    note text not null check (length(note) <= 2000),
    source text not null check (source in ('Person', 'Connector', 'Job', 'CommandLine', 'Product')),
    collector text not null check (collector <> ''),
    run text not null,
    added_by uuid not null,
    added_by_service boolean not null,
    added_at timestamptz not null,
    primary key (organization_id, evidence_id, number),
    unique (organization_id, evidence_id, number, added_by),
    -- The same file for the same period is the same evidence, however often a job sends it.
    unique (organization_id, digest, kind, covers_from, covers_to),
    foreign key (organization_id, evidence_id) references evidence (organization_id, id),
    foreign key (organization_id, digest) references blob (organization_id, digest),
    check (kind in ('InForce', 'Continuous') or covers_to = covers_from),
    check (kind = 'InForce' or covers_to <> 'infinity'));

-- What a second person said of a version. The last word holds; the earlier ones stay. Who added it is named again so that
-- the rule holds here, whatever the program does.
create table evidence_review (
    organization_id uuid not null,
    evidence_id uuid not null,
    number integer not null,
    round integer not null check (round > 0),
    added_by uuid not null,
    accepted boolean not null,
    reason text not null check (length(reason) <= 2000),
    reviewed_by uuid not null,
    reviewed_at timestamptz not null,
    primary key (organization_id, evidence_id, number, round),
    foreign key (organization_id, evidence_id, number, added_by) references evidence_version (organization_id, evidence_id, number, added_by),
    constraint evidence_review_second_person check (reviewed_by <> added_by),
    constraint evidence_review_says_why check (accepted or reason <> ''));

-- The controls and criteria that an item serves. One item may serve many.
create table evidence_control (
    organization_id uuid not null,
    evidence_id uuid not null,
    control_id text not null,
    primary key (organization_id, evidence_id, control_id),
    foreign key (organization_id, evidence_id) references evidence (organization_id, id));

create index evidence_of_control on evidence_control (organization_id, control_id, evidence_id);

create table evidence_criterion (
    organization_id uuid not null,
    evidence_id uuid not null,
    criterion_id text not null,
    primary key (organization_id, evidence_id, criterion_id),
    foreign key (organization_id, evidence_id) references evidence (organization_id, id));

create index evidence_of_criterion on evidence_criterion (organization_id, criterion_id, evidence_id);

-- The zone in which the organisation's days begin and end. One row at most; without one it is UTC.
create table reporting_zone (
    organization_id uuid not null primary key,
    zone text not null check (zone <> ''),
    version integer not null);

select tenant_table('evidence', 'select, insert, update'), tenant_table('evidence_version', 'select, insert'),
    tenant_table('evidence_review', 'select, insert'), tenant_table('evidence_control', 'select, insert, delete'),
    tenant_table('evidence_criterion', 'select, insert, delete'), tenant_table('reporting_zone', 'select, insert, update');

-- A remediation task that was closed on the strength of evidence.
alter table gap_task add column closed_at timestamptz;
