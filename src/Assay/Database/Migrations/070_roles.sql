-- A member has any number of roles, each from somebody, some until a day. Nobody gives themselves one.
create table role_grant (
    organization_id uuid not null,
    user_id uuid not null,
    role text not null check (role in ('Owner', 'ComplianceManager', 'ControlOwner', 'Contributor', 'Approver', 'Employee', 'Auditor', 'Executive')),
    source text not null check (source in ('Founder', 'Manager', 'Elevation', 'Directory')),
    granted_by uuid check (granted_by <> user_id),
    since timestamptz not null,
    until timestamptz check (until > since),
    primary key (organization_id, user_id, role, source),
    foreign key (organization_id, user_id) references membership on delete cascade,
    check (source <> 'Elevation' or (granted_by is not null and until is not null)),
    check (role <> 'Auditor' or until is not null));

insert into role_grant (organization_id, user_id, role, source, since)
select organization_id, user_id, case role when 'Owner' then 'Owner' else 'Contributor' end, 'Founder', since from membership;

alter table membership drop column role;
alter table membership add column ended_at timestamptz;

-- A link that makes whoever opens it a member. Only a hash of its secret is kept.
create table invitation (
    organization_id uuid not null references organization,
    id uuid not null,
    email text not null,
    roles text[] not null check (cardinality(roles) > 0),
    role_until timestamptz,
    invited_by uuid not null,
    invited_at timestamptz not null,
    expires_at timestamptz not null,
    secret_hash bytea not null,
    accepted_at timestamptz,
    accepted_by uuid,
    withdrawn_at timestamptz,
    primary key (organization_id, id));

create table elevation (
    organization_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    role text not null check (role in ('Owner', 'ComplianceManager', 'ControlOwner', 'Approver')),
    minutes integer not null check (minutes between 15 and 1440),
    reason text not null,
    asked_at timestamptz not null,
    decided_by uuid check (decided_by <> user_id),
    decided_at timestamptz,
    approved boolean,
    primary key (organization_id, id),
    foreign key (organization_id, user_id) references membership on delete cascade,
    check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (approved is null)));

create index elevation_open on elevation (organization_id, asked_at) where decided_at is null;

grant select, insert, update, delete on role_grant, invitation, elevation to assay_identity;
