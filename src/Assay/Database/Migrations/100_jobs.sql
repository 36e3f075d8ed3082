-- What happens by the clock, one row for each job. All processes look here; whoever claims a row that is due runs it.
create table job (
    name text primary key check (name ~ '^[a-z][a-z-]*$'),
    every interval not null,
    next_run_at timestamptz not null,
    runner text,                    -- who runs it now
    claimed_until timestamptz,      -- past this, its runner has died and another may take over
    started_at timestamptz,
    finished_at timestamptz,
    result text,                    -- what the last round did, or why it failed
    failures integer not null default 0,        -- in a row
    check ((runner is null) = (claimed_until is null)));

grant select, insert, update on job to assay_identity;
