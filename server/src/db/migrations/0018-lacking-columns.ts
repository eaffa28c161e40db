/** Columns of a table that the connection has no right to, and where its feed of changes is asked from the next time. */
export const lackingColumns = `
alter table mirror_table add column lacking text[] not null default '{}', add column feed_at timestamptz;
`
