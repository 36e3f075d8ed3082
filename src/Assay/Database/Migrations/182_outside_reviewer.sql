-- An outside reviewer decides about one version, by a link of their own that expires.
alter table outside_reviewer
    drop column secret_hash,
    add secret_digest bytea not null,
    add model_id uuid not null,
    add number integer not null,
    add kind text not null check (kind in ('PeerReview', 'SignOff')),
    add email text not null,
    add expires_at timestamptz not null,
    add approved boolean,
    add note text not null default '';

-- One person gives one of the two approvals, from outside as well.
create unique index outside_reviewer_once on outside_reviewer (organization_id, model_id, number, email) where ended_at is null or approved;

alter table version_approval add outside boolean not null default false;
