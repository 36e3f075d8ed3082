-- Where the cluster is private, a login that adds entries by COPY and reads nothing.
do $$ begin
    if exists (select from pg_roles where rolname = 'assay_bulk') then
        grant insert on ledger_entry, ledger_pending to assay_bulk;
    end if;
end $$;
