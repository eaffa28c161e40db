/** When rows were read, from when on history is kept, and indexes for what is taken away when it is old. */
export const timesOfReading = `
alter table record
  -- Nothing that the row was made from was read in the HR system before then.
  add column read_at timestamptz not null default now();

alter table record_freshness
  -- Versions that ended before then were taken away; null: none was.
  add column history_from timestamptz;

-- Milliseconds, as in the cursor of a list.
alter table sync_run alter column created_at type timestamptz(3);
create index sync_run_ended on sync_run (finished_at) where finished_at is not null;
`
