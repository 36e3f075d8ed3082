-- Two facts may be told within one moment; which came later decides which of them counts.
alter table model_fact add ordinal integer not null default 0;
