-- What is left of an organisation that was deleted. It belongs to none any more, so its column is not called as in the others.
create table deletion_receipt (
    id uuid primary key,
    deleted_organization uuid not null,
    name text not null,
    deleted_at timestamptz not null,
    deleted_by uuid not null,
    reason text not null check (length(reason) between 10 and 500),
    counts jsonb not null,
    ledger_entries bigint not null,
    ledger_digest text not null);

grant select on deletion_receipt to assay_identity;
