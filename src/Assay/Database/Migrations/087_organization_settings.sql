-- What an organisation says for all its members. Limits of a session can only be made stricter than the house's own.
alter table organization
    add column time_zone text not null default 'UTC' check (time_zone <> ''),
    add column idle_minutes integer not null default 120 check (idle_minutes between 5 and 120),
    add column session_hours integer not null default 12 check (session_hours between 1 and 12);
