-- What a person has besides a password. The secret of an app is sealed; of a recovery code there is only a hash.
create table authenticator (
    user_id uuid primary key references user_account on delete cascade,
    sealed_secret bytea not null,
    last_step bigint not null,              -- no code of this step or an earlier one is taken again
    since timestamptz not null);

create table recovery_code (
    user_id uuid not null references user_account on delete cascade,
    hash bytea not null,
    used_at timestamptz,
    primary key (user_id, hash));

-- A passkey's answer to a question counts once.
create table spent_challenge (
    hash bytea primary key,
    spent_at timestamptz not null);

create index spent_challenge_age on spent_challenge (spent_at);

alter table organization add column second_factor_for_all boolean not null default false;

grant select, insert, update, delete on authenticator, recovery_code, spent_challenge to assay_identity;
