-- The categories that a person chose against or with the recommendation. No row: the recommendation holds.
create table scope_decision (
    organization_id uuid not null,
    category text not null,
    selected boolean not null,
    reason text not null check (length(reason) between 1 and 2000),
    decided_by uuid not null,
    decided_at timestamptz not null,
    version integer not null,
    primary key (organization_id, category),
    check (category <> 'Security'));

-- Principal service commitments and system requirements, against which every criterion is judged.
create table service_commitment (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    text text not null check (text <> ''),
    source text not null,
    category text not null,
    primary key (organization_id, id),
    unique (organization_id, text));

-- What the system is made of, in the audit's scope or left out with a reason.
create table scope_component (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null check (name <> ''),
    class text not null,
    in_scope boolean not null,
    excluded_because text not null,
    excluded_by text not null,
    primary key (organization_id, id),
    unique (organization_id, name));

-- Where customer data meets a model. An empty answer is unknown.
create table model_surface (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    product text not null check (product <> ''),
    kind text not null,
    purpose text not null,
    storage text not null,
    access text not null,
    reuse text not null,
    primary key (organization_id, id),
    unique (organization_id, product, kind));

select tenant_table('scope_decision'), tenant_table('service_commitment'), tenant_table('scope_component'), tenant_table('model_surface');
