/** The synced copy with its history, and the work of keeping it: runs, their steps, leases. */
export const recordsAndSync = `
create table record (
  environment_id uuid not null references environment on delete cascade,
  account_id uuid not null references integrated_account on delete cascade,
  resource text not null,
  id text collate "C" not null,
  -- Which of the resource's lists it comes from: lists are shown one after another.
  source smallint not null,
  -- Not jsonb, which would sort the keys: a synced row is the live row, byte for byte.
  row json not null,
  -- Null unless the account's settings keep it.
  remote json,
  -- Values of the filters by id and enum, so that SQL can choose rows without opening them.
  keys jsonb not null,
  hash bytea not null,
  -- Complete scans in a row that did not have it.
  missing_count int not null default 0,
  valid_from timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, resource, id)
);
create index record_listed on record (account_id, resource, source, length(id), id);
create index record_missing on record (account_id, resource) where missing_count > 0;

-- Versions that are no more; the one that holds is in record.
create table record_history (
  environment_id uuid not null references environment on delete cascade,
  account_id uuid not null references integrated_account on delete cascade,
  resource text not null,
  id text collate "C" not null,
  source smallint not null,
  row json not null,
  keys jsonb not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  primary key (account_id, resource, id, valid_from)
);
create index record_history_ended on record_history (account_id, resource, valid_to);

-- Ids that a scan has met, a page a row; they go when the scan ends.
create table record_seen (
  account_id uuid not null references integrated_account on delete cascade,
  resource text not null,
  scan uuid not null,
  page int not null,
  ids text[] not null,
  primary key (account_id, resource, scan, page)
);

create table record_freshness (
  environment_id uuid not null references environment on delete cascade,
  account_id uuid not null references integrated_account on delete cascade,
  resource text not null,
  -- When the first complete read ended; null: there was none yet.
  first_synced_at timestamptz,
  -- When the last complete read began: all that happened before it is in the copy.
  data_as_of timestamptz,
  -- When the last complete read of every row began.
  whole_as_of timestamptz,
  time_zone text not null,
  last_attempt_at timestamptz not null,
  last_result text not null,
  last_error text,
  primary key (account_id, resource)
);

create table sync_account (
  account_id uuid primary key references integrated_account on delete cascade,
  environment_id uuid not null references environment on delete cascade,
  -- Goes up with every holder: who has an old one can't write any more.
  fence bigint not null default 0,
  lease_until timestamptz,
  -- When the schedule last made a run; the account's settings say how long after it the next one is due.
  scheduled_at timestamptz,
  time_zone text,
  -- The company's next midnight; null until its zone is known.
  next_day_at timestamptz
);

create table sync_run (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  account_id uuid not null references integrated_account on delete cascade,
  trigger text not null,
  status text not null default 'queued',
  error text,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz
);
create index sync_run_listed on sync_run (environment_id, created_at, id);
create index sync_run_open on sync_run (account_id, created_at) where status in ('queued', 'running');

-- One resource of a run, with the checkpoint from which it goes on.
create table sync_step (
  run_id uuid not null references sync_run on delete cascade,
  place int not null,
  resource text not null,
  status text not null default 'pending',
  mode text,
  checkpoint jsonb not null default '{}',
  progress jsonb not null default '{}',
  error text,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (run_id, resource)
);
`
