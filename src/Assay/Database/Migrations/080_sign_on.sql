-- How the people of an organisation come in through its own identity provider. Read before anybody has entered an
-- organisation, as memberships are, so it lies among the tables without one.
create table sign_on_provider (
    organization_id uuid primary key references organization,
    slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 40),
    name text not null check (name <> ''),
    issuer text not null,
    client_id text not null check (client_id <> ''),
    sealed_secret text not null,
    domains text[] not null check (cardinality(domains) > 0),
    email_trust text not null check (email_trust in ('Never', 'WhenVerified', 'Always')),
    admits_unknown boolean not null,
    default_role text not null check (default_role in ('ComplianceManager', 'ControlOwner', 'Contributor', 'Approver', 'Employee', 'Executive')),
    version integer not null);

create index sign_on_provider_domains on sign_on_provider using gin (domains);

-- Which account a provider's subject is. Another issuer's subject of the same name is somebody else.
create table sign_on_link (
    organization_id uuid not null references organization,
    issuer text not null,
    subject text not null,
    user_id uuid not null references user_account on delete cascade,
    linked_at timestamptz not null,
    primary key (organization_id, issuer, subject));

create index sign_on_link_user on sign_on_link (organization_id, user_id);

select tenant_table('sign_on_link', 'select');

grant select, insert, update, delete on sign_on_provider, sign_on_link to assay_identity;

-- Where an organisation wants its provider to be the only way in, passwords are refused to all but its owners.
alter table organization add column password_sign_in boolean not null default true;
