-- Evidence that a control owes for a period of its own frequency. The row holds what is due; a job only looks at the clock.
create table evidence_reminder (
    organization_id uuid not null,
    control_id text not null,
    period_from date not null,
    period_to date not null check (period_to >= period_from),
    state text not null check (state in ('Due', 'Late', 'Escalated', 'Done')),
    owner text not null,
    escalated_to text not null,
    version integer not null,
    primary key (organization_id, control_id, period_from));

create index evidence_reminder_open on evidence_reminder (organization_id, period_to, control_id) where state <> 'Done';

select tenant_table('evidence_reminder', 'select, insert, update');
