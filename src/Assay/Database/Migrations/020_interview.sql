-- The interview: one row for each question that was answered. Earlier answers are in the ledger.
create table interview_answer (
    organization_id uuid not null,
    question_id text not null,
    answer text not null check (length(answer) between 1 and 2000),
    delegation_id uuid,
    answered_by uuid,
    answered_at timestamptz not null,
    version integer not null,
    primary key (organization_id, question_id),
    check ((delegation_id is null) <> (answered_by is null)));

select tenant_table('interview_answer', 'select, insert, update');

-- Questions handed to a colleague by link. The secret itself is nowhere.
create table interview_delegation (
    organization_id uuid not null,
    id uuid not null,
    section text not null,
    colleague text not null,
    secret_digest bytea not null check (octet_length(secret_digest) = 32),
    created_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    primary key (organization_id, id));

select tenant_table('interview_delegation', 'select, insert, update');
