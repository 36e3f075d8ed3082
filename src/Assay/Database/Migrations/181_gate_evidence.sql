-- Which entry of the gate was filed as which version of which evidence: each once, however often the job looks.
create table gate_evidence (
    organization_id uuid not null,
    entry_id uuid not null,
    subject text not null,
    type_id text not null,
    evidence_id uuid not null,
    number integer not null,
    filed_at timestamptz not null,
    primary key (organization_id, entry_id),
    foreign key (organization_id, evidence_id, number) references evidence_version (organization_id, evidence_id, number));

create index gate_evidence_of on gate_evidence (organization_id, subject, type_id);

select tenant_table('gate_evidence', 'select, insert');
