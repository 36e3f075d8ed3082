-- A file between its dry run and the confirmation.
create table import_file (
    organization_id uuid not null,
    id uuid not null,
    register text not null,
    file_name text not null,
    content bytea not null,
    uploaded_by uuid not null,
    uploaded_at timestamptz not null,
    primary key (organization_id, id));

create table person (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null check (name <> ''),
    email text not null check (email <> '' and email = lower(email)),
    team text not null,
    title text not null,
    manager_email text not null,
    engagement text not null check (engagement in ('Employee', 'Contractor')),
    starts_on date not null,
    ends_on date check (ends_on >= starts_on),
    primary key (organization_id, id),
    unique (organization_id, email));

create index person_name on person (organization_id, name, id);

create table information_system (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null check (name <> ''),
    purpose text not null,
    owner_email text not null,
    customer_data boolean not null,
    primary key (organization_id, id),
    unique (organization_id, name));

-- One row for each person who may use an account: two rows of one account are a shared account.
create table account (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    system text not null,
    name text not null check (name <> ''),
    person_email text not null,
    privileged boolean not null,
    mfa text not null check (mfa in ('On', 'Off', 'Unknown')),
    last_used_on date,
    status text not null check (status in ('Active', 'Disabled')),
    primary key (organization_id, id),
    unique (organization_id, system, name, person_email),
    foreign key (organization_id, system) references information_system (organization_id, name));

create index account_person on account (organization_id, person_email);

select tenant_table('import_file'), tenant_table('person'), tenant_table('information_system'), tenant_table('account');
