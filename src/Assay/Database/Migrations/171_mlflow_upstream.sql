-- The MLflow server of a company that has one: whether its calls go through here, or it is only looked at.
create table mlflow_upstream (
    organization_id uuid not null,
    mode text not null check (mode in ('Registry', 'Front', 'Beside')),
    address text not null,
    user_name text not null,                               -- empty: the credential is sent as a bearer token
    changed_by uuid not null,
    changed_at timestamptz not null,
    resume_at text not null,                               -- the page at which a round of import was cut off
    looked_at timestamptz,
    trouble text not null,                                 -- why the last round failed; empty where it did not
    version integer not null,
    primary key (organization_id));

-- Models that came from there, so that their source is told and no model of one's own is taken for one.
create table imported_model (
    organization_id uuid not null,
    model_id uuid not null,
    origin text not null,
    imported_at timestamptz not null,
    primary key (organization_id, model_id),
    foreign key (organization_id, model_id) references registered_model (organization_id, id));

-- Something that runs in production although no approved promotion says so.
create table ungated_promotion (
    organization_id uuid not null,
    id uuid not null,
    place text not null,                                   -- where it was seen: a server's address, or an endpoint's name
    name text not null,                                    -- by what it is in production: stage Production, alias champion, an artifact's digest
    model_id uuid,
    number integer,
    found_at timestamptz not null,
    ended_at timestamptz,
    ended_because text not null,
    version integer not null,
    primary key (organization_id, id),
    foreign key (organization_id, model_id, number) references model_version (organization_id, model_id, number));

create unique index ungated_promotion_open on ungated_promotion (organization_id, place, name, model_id, number) nulls not distinct where ended_at is null;

select tenant_table('mlflow_upstream', 'select, insert, update'), tenant_table('imported_model', 'select, insert'), tenant_table('ungated_promotion', 'select, insert, update');
