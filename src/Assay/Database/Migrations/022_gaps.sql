-- What people add to a computed task: who does it, by when, and a note. One task for each control.
create table gap_task (
    organization_id uuid not null,
    control_id text not null,
    owner text not null,
    due_on date,
    note text not null,
    version integer not null,
    primary key (organization_id, control_id));

-- A gap analysis that somebody kept, to compare with later ones. Never changed.
create table gap_run (
    organization_id uuid not null,
    id uuid not null,
    title text not null,
    kept_by uuid not null,
    kept_at timestamptz not null,
    report text not null,
    primary key (organization_id, id));

-- The weights of the ranking, where a company has its own. One row at most.
create table ranking_weights (
    organization_id uuid not null primary key,
    parts text not null,
    groups text not null,
    version integer not null);

select tenant_table('gap_task'), tenant_table('gap_run', 'select, insert'), tenant_table('ranking_weights');
