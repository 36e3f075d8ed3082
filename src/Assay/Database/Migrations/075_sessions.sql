-- A row for each sign-in. The cookie only names it, so ending it works at once and on every server.
create table user_session (
    id uuid primary key,
    user_id uuid not null references user_account on delete cascade,
    organization_id uuid references organization on delete set null,
    proof text not null check (proof in ('Password', 'SetupCode', 'EnrolmentLink', 'Authenticator', 'RecoveryCode', 'Passkey', 'SingleSignOn')),
    browser text not null,
    opened_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz,
    ended_because text,
    check ((ended_at is null) = (ended_because is null)));

create index user_session_user on user_session (user_id, opened_at);

grant select, insert, update, delete on user_session to assay_identity;
