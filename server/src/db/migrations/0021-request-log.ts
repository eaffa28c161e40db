/**
 * The log: an entry for each operation and each turn of a sync, with the calls to the HR system that it took. How much there
 * is stands beside it by the minute, so that nobody has to count.
 */
export const requestLog = `
create table log_entry (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  account_id uuid,
  log_type text not null,
  request_type text not null,
  created_at timestamptz not null,
  request_id text not null,
  operation text not null,
  resource text,
  method text,
  http_method text,
  path text,
  status integer,
  code text,
  duration_ms integer not null,
  fetch_ms integer not null,
  waited_ms integer not null,
  call_count integer not null,
  attempt_count integer not null,
  calls jsonb not null,
  details jsonb not null,
  foreign key (environment_id, account_id) references integrated_account (environment_id, id) on delete cascade
);
create index log_entry_listed on log_entry (environment_id, created_at, id);
create index log_entry_account on log_entry (environment_id, account_id, created_at, id);
create index log_entry_request on log_entry (environment_id, request_id);

create table log_usage (
  environment_id uuid not null references environment on delete cascade,
  minute timestamptz not null,
  entries integer not null,
  bytes bigint not null,
  primary key (environment_id, minute)
);
`
