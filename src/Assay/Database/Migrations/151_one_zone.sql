-- One zone for an organisation's days: reporting_zone, by which periods are counted. This one was asked for and used by nothing.
alter table organization drop column time_zone;
