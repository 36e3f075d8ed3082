-- A lost second factor is replaced when two people stand for its owner. Three people, and the database insists on it.
create table factor_recovery (
    organization_id uuid not null references organization,
    id uuid not null,
    user_id uuid not null references user_account,
    reason text not null,
    asked_at timestamptz not null,
    vouched_by uuid check (vouched_by <> user_id),
    vouched_at timestamptz,
    confirmed_by uuid check (confirmed_by <> user_id and confirmed_by <> vouched_by),
    confirmed_at timestamptz,
    closed_by uuid,
    closed_at timestamptz,
    primary key (organization_id, id),
    check ((vouched_by is null) = (vouched_at is null)),
    check ((confirmed_by is null) = (confirmed_at is null)),
    check ((closed_by is null) = (closed_at is null)),
    check (confirmed_by is null or vouched_by is not null));

create unique index factor_recovery_open on factor_recovery (organization_id, user_id) where confirmed_at is null and closed_at is null;

select tenant_table('factor_recovery', 'select');
grant select, insert, update on factor_recovery to assay_identity;

-- While there is one, the password alone opens nothing: a new factor is added by the link or not at all.
create table enrolment_link (
    user_id uuid primary key references user_account on delete cascade,
    hash bytea not null,
    expires_at timestamptz not null,
    used_at timestamptz);

grant select, insert, update, delete on enrolment_link to assay_identity;
