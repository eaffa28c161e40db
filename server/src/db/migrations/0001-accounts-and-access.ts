/** Environments, tokens, connections, caller limits, idempotent answers. */
export const accountsAndAccess = `
create table vault_check (id int primary key, sealed bytea not null);

create table environment (
  id uuid primary key,
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index environment_one_default on environment (is_default) where is_default;

create table api_token (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  name text not null,
  hash bytea not null unique,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index api_token_listed on api_token (environment_id, created_at, id);

create table environment_integration (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  integration text not null,
  is_enabled boolean not null default true,
  show_in_catalog boolean not null default true,
  override jsonb not null default '{}',
  secrets bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (environment_id, integration)
);

create table integrated_account (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  environment_integration_id uuid not null references environment_integration on delete cascade,
  integration text not null,
  tenant_id text not null,
  status text not null,
  authentication_method text not null,
  context jsonb not null default '{}',
  secrets bytea not null,
  is_sandbox boolean not null default false,
  region text not null default 'eu',
  last_error text,
  last_action_run_result jsonb,
  last_forbidden_error jsonb,
  unified_model_override jsonb not null default '{}',
  integration_override jsonb not null default '{}',
  held_until timestamptz,
  credential_version int not null default 1,
  refresh_lease_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index integrated_account_listed on integrated_account (environment_id, created_at, id);
create index integrated_account_tenant on integrated_account (environment_id, tenant_id);

create table account_token (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  account_id uuid not null references integrated_account on delete cascade,
  hash bytea not null unique,
  expires_at timestamptz not null
);
create index account_token_expiry on account_token (expires_at);

-- A crash of PostgreSQL empties it, which only forgives what was used up.
create unlogged table rate_bucket (key text primary key, tat timestamptz not null);

create table idempotency_key (
  scope text not null,
  path text not null,
  key text not null,
  fingerprint bytea not null,
  holder uuid not null,
  lease_until timestamptz not null,
  answer bytea,
  created_at timestamptz not null default now(),
  primary key (scope, path, key)
);
create index idempotency_key_age on idempotency_key (created_at);
`
