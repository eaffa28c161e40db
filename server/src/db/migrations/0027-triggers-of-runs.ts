/** Which runs of sync jobs a trigger began. */
export const triggersOfRuns = `
-- The trigger may be gone: its runs were begun by it all the same.
alter table sync_job_run add column trigger_id uuid;
`
