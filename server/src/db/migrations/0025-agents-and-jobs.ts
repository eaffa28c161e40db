/** MCP tokens, and sync jobs as Truto's clients know them. */
export const agentsAndJobs = `
create table mcp_token (
  id uuid primary key,
  environment_id uuid not null,
  account_id uuid not null,
  name text not null,
  hash bytea not null unique,
  config jsonb not null,
  -- Of the token that made it: it may do no more.
  scopes jsonb not null,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (environment_id, account_id) references integrated_account (environment_id, id) on delete cascade
);
create index mcp_token_of_account on mcp_token (account_id, created_at, id);

create table sync_job (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  label text not null,
  -- Empty: of any integration.
  integration_name text not null,
  default_runtime_version int not null,
  args_schema jsonb not null,
  resources jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (environment_id, id)
);
create index sync_job_of_environment on sync_job (environment_id, created_at, id);

alter table sync_run add constraint sync_run_place unique (environment_id, id);

-- Several may stand for one run: a run that has not begun is not made twice.
create table sync_job_run (
  id uuid primary key,
  environment_id uuid not null,
  sync_job_id uuid not null,
  account_id uuid not null,
  run_id uuid not null,
  args jsonb not null,
  webhook_id uuid,
  created_at timestamptz not null default now(),
  foreign key (environment_id, sync_job_id) references sync_job (environment_id, id) on delete cascade,
  foreign key (environment_id, account_id) references integrated_account (environment_id, id) on delete cascade,
  foreign key (environment_id, run_id) references sync_run (environment_id, id) on delete cascade,
  foreign key (environment_id, webhook_id) references webhook (environment_id, id) on delete set null (webhook_id)
);
create index sync_job_run_of_environment on sync_job_run (environment_id, created_at, id);
create index sync_job_run_of_run on sync_job_run (run_id);
create index sync_job_run_of_job on sync_job_run (sync_job_id);
create index sync_job_run_of_account on sync_job_run (account_id);

create table sync_job_cron_trigger (
  id uuid primary key,
  environment_id uuid not null,
  sync_job_id uuid not null,
  account_id uuid not null,
  cron_expression text not null,
  args jsonb not null,
  webhook_id uuid,
  meta jsonb not null,
  -- Null: not scheduled.
  next_run_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (environment_id, sync_job_id) references sync_job (environment_id, id) on delete cascade,
  foreign key (environment_id, account_id) references integrated_account (environment_id, id) on delete cascade,
  foreign key (environment_id, webhook_id) references webhook (environment_id, id) on delete set null (webhook_id)
);
create index sync_job_cron_trigger_of_environment on sync_job_cron_trigger (environment_id, created_at, id);
create index sync_job_cron_trigger_due on sync_job_cron_trigger (next_run_at) where next_run_at is not null;
create index sync_job_cron_trigger_of_job on sync_job_cron_trigger (sync_job_id);
create index sync_job_cron_trigger_of_account on sync_job_cron_trigger (account_id);
`
