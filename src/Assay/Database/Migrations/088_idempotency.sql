-- Answers to writes that a program may send again, for a day. A row without a status is still at work, or was cut short.
create table repeatable_write (
    organization_id uuid not null,
    actor text not null,
    key text not null check (length(key) between 1 and 200),
    request_hash bytea not null,
    begun_at timestamptz not null,
    status integer,
    content_type text,
    location text,
    body bytea,
    primary key (organization_id, actor, key));

create index repeatable_write_begun on repeatable_write (organization_id, begun_at);

select tenant_table('repeatable_write');
