-- What a search shows of an item is one piece of it. Pieces and their words are kept, because cutting a long text anew
-- for each row of each page took most of the time of a search.
alter table catalog_item
    add passages text[] not null default '{}',
    add passage_words tsvector[] not null default '{}';

-- Written anew at the next start.
delete from catalog_edition;
