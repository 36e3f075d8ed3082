-- What was done about a failed fairness result, and how it was closed.
create table bias_case (
    organization_id uuid not null,
    fact_id uuid not null,
    model_id uuid not null,
    number integer not null,
    action text not null,
    owner text not null,
    mitigated_at timestamptz,
    retest_fact_id uuid,
    accepted_because text not null,
    closed_by uuid,
    closed_at timestamptz,
    version integer not null,
    primary key (organization_id, fact_id),
    -- Closed is: mended and tested again, or borne with a reason. Nothing else.
    constraint bias_case_closed check (closed_at is null or accepted_because <> '' or (mitigated_at is not null and retest_fact_id is not null)));

create index bias_case_of on bias_case (organization_id, model_id, number);

-- What somebody made of a drift alert.
create table drift_triage (
    organization_id uuid not null,
    fact_id uuid not null,
    judgement text not null check (judgement in ('DataFault', 'RealShift', 'Attack', 'Noise')),
    action text not null check (action <> ''),
    looked_by uuid not null,
    looked_at timestamptz not null,
    primary key (organization_id, fact_id));

select tenant_table('bias_case', 'select, insert, update'), tenant_table('drift_triage', 'select, insert');
