/** The HR system's own rows as last read, and what of them is still to be made into records. */
export const mirror = `
create table mirror_row (
  environment_id uuid not null,
  account_id uuid not null,
  table_name text not null,
  id text collate "C" not null,
  -- The columns that mappings and relations use.
  row json not null,
  -- Of the values. Empty: the row is only known to be there, because a record was made of it before there was a mirror.
  hash bytea not null,
  -- Nothing in the row was read before.
  read_at timestamptz not null,
  changed_at timestamptz not null default now(),
  -- Complete scans in a row that did not have it.
  missing_count int not null default 0,
  primary key (account_id, table_name, id),
  constraint mirror_row_account_fkey foreign key (environment_id, account_id)
    references integrated_account (environment_id, id) on delete cascade
);
create index mirror_row_missing on mirror_row (account_id, table_name) where missing_count > 0;

-- Values of the columns that relations use, to follow them both ways.
create table mirror_key (
  account_id uuid not null references integrated_account on delete cascade,
  table_name text not null,
  column_name text not null,
  value text collate "C" not null,
  id text collate "C" not null,
  primary key (account_id, table_name, column_name, value, id)
);

-- Values of columns in rows that came, changed or went: what shows them has to be made again.
create table mirror_touched (
  account_id uuid not null references integrated_account on delete cascade,
  table_name text not null,
  column_name text not null,
  value text collate "C" not null,
  seq bigint not null,
  primary key (account_id, table_name, column_name, value)
);
create sequence mirror_seq;

create table mirror_table (
  environment_id uuid not null,
  account_id uuid not null,
  table_name text not null,
  -- Whether it was read to its end once with these columns; refused: the HR system does not let the account read it.
  state text not null,
  columns text not null,
  -- All that happened before is in the rows.
  as_of timestamptz,
  -- When the last complete read of every row began.
  full_as_of timestamptz,
  -- When it became readable or ceased to be: every row that shows it has to be made again.
  seq bigint not null,
  primary key (account_id, table_name),
  constraint mirror_table_account_fkey foreign key (environment_id, account_id)
    references integrated_account (environment_id, id) on delete cascade
);

-- What records of a view were made from.
create table mirror_view (
  account_id uuid not null references integrated_account on delete cascade,
  resource text not null,
  view text not null,
  seq bigint not null,
  today text not null,
  version text not null,
  primary key (account_id, resource, view)
);

-- Ids that a scan has met, a page a row; they go when the scan ends.
create table mirror_seen (
  account_id uuid not null references integrated_account on delete cascade,
  table_name text not null,
  scan uuid not null,
  page int not null,
  ids text[] not null,
  primary key (account_id, table_name, scan, page)
);

drop table record_seen;
drop index record_missing;
alter table record drop column missing_count;

-- A run reads tables and then makes the records of resources. Runs that were on their way begin anew.
alter table sync_step add column kind text not null default 'resource';
alter table sync_step rename column resource to name;
alter table sync_step drop constraint sync_step_pkey;
-- A table of an HR system may be called like a resource.
alter table sync_step add primary key (run_id, kind, name);
update sync_step set mode = case mode when 'whole' then 'full' when 'changes' then 'incremental' end where mode is not null;
update sync_step set status = 'failed', error = 'Rollcall was updated: a later run reads it again', finished_at = now()
  where status in ('pending', 'reading', 'sweeping', 'deleting', 'held');
update sync_run set status = 'failed', error = 'Rollcall was updated: a later run reads it again', finished_at = now()
  where status in ('queued', 'running', 'held');
-- The next run comes at once: until then nothing in the copy changes.
update sync_account set scheduled_at = null;

-- Hints name rows of the HR system's tables now; polling finds what those of before meant.
delete from inbound_hint;
alter table inbound_hint rename column resource to table_name;
alter table inbound_hint rename column matched_by to column_name;
alter table inbound_hint rename column record_id to value;
delete from inbound_scan;
alter table inbound_scan rename column resource to table_name;
`
