-- What models look at, and which rule guards it where its source is sensitive.
create table pipeline_feature (
    organization_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null check (name <> ''),
    pipeline text not null,
    derivation text not null,
    reason text not null,
    sources text not null,
    source_class text not null check (source_class in ('Unclassified', 'Public', 'Internal', 'Confidential', 'Restricted')),
    security_rule text not null,
    owner_email text not null,
    primary key (organization_id, id),
    unique (organization_id, pipeline, name),
    foreign key (organization_id, pipeline) references pipeline (organization_id, name));

select tenant_table('pipeline_feature');
