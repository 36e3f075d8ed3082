-- The shipped catalog, so that it can be searched. It is nobody's data: no organisation, no row-level security (whose
-- guard would keep the index on words from being used), written by the owner only.
create table catalog_item (
    kind text not null,
    id text not null,
    position integer not null unique,
    title text not null,
    summary text not null,
    body text not null,
    ml boolean not null,
    criteria text[] not null,
    categories text[] not null,
    stages text[] not null,
    frameworks text[] not null,
    words tsvector not null generated always as (
        setweight(to_tsvector('english', id || ' ' || title), 'A')
        || setweight(to_tsvector('english', summary), 'B')
        || setweight(to_tsvector('english', body), 'C')) stored,
    primary key (kind, id));

create index catalog_item_words on catalog_item using gin (words);

-- What the table was written from; at most one row.
create table catalog_edition (
    present boolean primary key check (present),
    digest text not null);

grant select on catalog_item to assay_app;
