-- A large file that comes in parts, so that a line that breaks costs one part. Forgotten a day after it began.
create table upload (
    organization_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    file_name text not null check (file_name <> ''),
    size bigint not null check (size > 0),
    began_at timestamptz not null,
    primary key (organization_id, id));

create index upload_began on upload (organization_id, began_at);

create table upload_part (
    organization_id uuid not null,
    upload_id uuid not null,
    number integer not null check (number >= 0),
    place text not null,
    sealed_key bytea not null,
    primary key (organization_id, upload_id, number),
    foreign key (organization_id, upload_id) references upload (organization_id, id) on delete cascade);

select tenant_table('upload', 'select, insert, delete'), tenant_table('upload_part', 'select, insert, delete');
