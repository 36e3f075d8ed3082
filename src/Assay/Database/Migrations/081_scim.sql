-- Who the company's directory says there is (SCIM, RFC 7643). One column for each attribute, so that each can be asked about.
create table scim_user (
    organization_id uuid not null references organization,
    id uuid not null,
    account_id uuid references user_account,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null,
    external_id text,
    user_name text not null,
    user_name_key text not null,
    active boolean not null,
    name_formatted text,
    name_family_name text,
    name_given_name text,
    name_middle_name text,
    name_honorific_prefix text,
    name_honorific_suffix text,
    display_name text,
    nick_name text,
    profile_url text,
    title text,
    user_type text,
    preferred_language text,
    locale text,
    timezone text,
    employee_number text,
    cost_center text,
    organization text,
    division text,
    department text,
    manager_value text,
    manager_display_name text,
    primary key (organization_id, id),
    unique (organization_id, user_name_key),
    unique (organization_id, account_id));

create index scim_user_external_id on scim_user (organization_id, external_id);

-- Attributes of which a person has several: addresses of every kind.
create table scim_value (
    organization_id uuid not null,
    user_id uuid not null,
    attribute text not null,
    position integer not null,
    value text,
    value_key text,
    type text,
    display text,
    "primary" boolean,
    formatted text,
    street_address text,
    locality text,
    region text,
    postal_code text,
    country text,
    primary key (organization_id, user_id, attribute, position),
    foreign key (organization_id, user_id) references scim_user (organization_id, id) on delete cascade);

create index scim_value_key on scim_value (organization_id, attribute, value_key);

-- The role is the company's own word, not the directory's: what a group may do here is set by an owner.
create table scim_group (
    organization_id uuid not null references organization,
    id uuid not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    version integer not null,
    external_id text,
    display_name text not null,
    display_name_key text not null,
    role text check (role in ('ComplianceManager', 'ControlOwner', 'Contributor', 'Approver', 'Employee', 'Executive')),
    primary key (organization_id, id));

create index scim_group_display_name on scim_group (organization_id, display_name_key);

create table scim_member (
    organization_id uuid not null,
    group_id uuid not null,
    user_id uuid not null,
    primary key (organization_id, group_id, user_id),
    foreign key (organization_id, group_id) references scim_group (organization_id, id) on delete cascade,
    foreign key (organization_id, user_id) references scim_user (organization_id, id) on delete cascade);

create index scim_member_user on scim_member (organization_id, user_id);

select tenant_table('scim_user', 'select'), tenant_table('scim_value', 'select'), tenant_table('scim_group', 'select'), tenant_table('scim_member', 'select');

-- They are written together with accounts and memberships, so by the role that writes those; each within one organisation.
grant select, insert, update, delete on scim_user, scim_value, scim_group, scim_member to assay_identity;
