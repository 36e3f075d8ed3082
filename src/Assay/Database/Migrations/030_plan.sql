-- The way to the report that a company chose. One row at most; earlier choices are in the ledger.
create table programme_plan (
    organization_id uuid not null primary key,
    programme text not null check (programme <> ''),
    wanted_on date not null,
    starts_on date,
    readiness_months integer not null check (readiness_months between 0 and 24),
    remediation_months integer not null check (remediation_months between 0 and 24),
    ml_months integer check (ml_months between 0 and 24),
    window_months integer not null check (window_months = 0 or window_months between 3 and 12),
    fieldwork_months integer not null check (fieldwork_months between 1 and 24),
    version integer not null);

-- What people add to a milestone of the chosen plan. Its date is counted from the plan, so that it moves with the start.
create table programme_milestone (
    organization_id uuid not null,
    programme text not null,
    milestone_id text not null,
    owner text not null,
    days_moved integer not null check (days_moved between -366 and 366),
    done_on date,
    version integer not null,
    primary key (organization_id, programme, milestone_id));

-- A range of the cost estimate that a person set instead of ours. Whole US dollars.
create table cost_range (
    organization_id uuid not null,
    year text not null check (year in ('FirstReport', 'LaterYear')),
    part text not null check (part in ('AuditFee', 'Consulting', 'InternalTime', 'Tooling', 'Remediation')),
    low bigint not null check (low between 0 and 100000000),
    high bigint not null check (high between low and 100000000),
    version integer not null,
    primary key (organization_id, year, part));

-- What was really paid.
create table actual_cost (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    part text not null check (part in ('AuditFee', 'Consulting', 'InternalTime', 'Tooling', 'Remediation')),
    what text not null check (what <> ''),
    paid_on date not null,
    amount bigint not null check (amount between 0 and 100000000),
    primary key (organization_id, id),
    unique (organization_id, part, what, paid_on));

select tenant_table('programme_plan', 'select, insert, update'), tenant_table('programme_milestone', 'select, insert, update'),
       tenant_table('cost_range'), tenant_table('actual_cost');
