/** Writes and what became of their steps. */
export const writes = `
create table write_operation (
  id uuid primary key,
  environment_id uuid not null,
  account_id uuid not null,
  resource text not null,
  action text not null,
  -- As the caller gave it; null for a create.
  row_id text,
  state text not null,
  -- Of the Idempotency-Key with what it is for, and of the request that came with it. Null: none was given, or it is free again.
  key_hash bytea,
  fingerprint bytea not null,
  -- Sealed, as they hold people's data: what it was planned from, and the answer. They go after a day.
  facts bytea,
  answer bytea,
  -- Unified id of the row that it has made or changed.
  result_id text,
  -- What a person has to look at, where nothing else tells what happened.
  ask_person text,
  -- When it is looked at again; null: never by itself.
  next_at timestamptz,
  created_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  updated_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  constraint write_operation_account_fkey foreign key (environment_id, account_id)
    references integrated_account (environment_id, id) on delete cascade
);
create unique index write_operation_key on write_operation (account_id, key_hash) where key_hash is not null;
create index write_operation_open on write_operation (next_at) where state in ('running', 'unknown');
create index write_operation_listed on write_operation (environment_id, created_at desc, id desc);
create index write_operation_age on write_operation (created_at);

create table write_step (
  operation_id uuid not null references write_operation on delete cascade,
  position int not null,
  name text not null,
  state text not null,
  -- Sealed: the request with what it was made from, the row that was answered, and the refusal.
  sent bytea,
  answered bytea,
  failure bytea,
  tries int not null default 0,
  sent_at timestamptz,
  -- Since when nothing of the request can be on its way any more.
  unknown_since timestamptz,
  ended_at timestamptz,
  primary key (operation_id, position)
);
`
