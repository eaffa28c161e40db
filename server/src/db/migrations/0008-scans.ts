/** Whether a scan met each row of a list once is judged by all rows of the list. */
export const scans = `
alter table record_seen
  -- Rows of the list that are no rows of the resource.
  add column others text[] not null default '{}';
`
