/** Link tokens, connections in the making, and the append-only log of what happened. */
export const linkAndEvents = `
-- Given out in the transaction that appends, and held to its end: a reader never sees 8 before 7.
create table event_counter (
  environment_id uuid primary key references environment on delete cascade,
  last bigint not null
);

create table event (
  environment_id uuid not null references environment on delete cascade,
  sequence bigint not null,
  id uuid not null unique default gen_random_uuid(),
  type text not null,
  -- No reference: what happened to an account outlives it.
  account_id uuid,
  resource text,
  record_id text,
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (environment_id, sequence)
);
create index event_of_account on event (environment_id, account_id, sequence);
create index event_of_record on event (environment_id, account_id, resource, record_id, sequence) where record_id is not null;
create index event_age on event (created_at);

alter table environment add column link jsonb not null default '{}';

alter table integrated_account
  add column refresh_holder uuid,
  add column refreshed_at timestamptz not null default now(),
  -- Null: never worked. Such a connection goes after a day.
  add column activated_at timestamptz;
update integrated_account set activated_at = created_at where status in ('active', 'needs_reauth');
create index integrated_account_idle on integrated_account (refreshed_at) where authentication_method = 'oauth2';
create index integrated_account_unborn on integrated_account (created_at) where activated_at is null;

create table link_token (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  -- Only its hash is kept.
  hash bytea not null unique,
  -- Null for a reconnect.
  tenant_id text,
  -- The account to reconnect, or the one that this token has made.
  integrated_account_id uuid references integrated_account on delete cascade,
  is_reconnect boolean not null,
  options jsonb not null default '{}',
  secrets bytea,
  -- What went wrong at the HR system's consent page, until the next try.
  notice jsonb,
  tries int not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index link_token_expiry on link_token (expires_at);

-- One trip to the HR system's consent page.
create table oauth_trip (
  -- Of the state parameter.
  hash bytea primary key,
  link_token_id uuid not null references link_token on delete cascade,
  link_token bytea not null,
  integration text not null,
  -- Of the cookie of the browser that set out.
  browser_hash bytea not null,
  options jsonb not null default '{}',
  expires_at timestamptz not null
);
create index oauth_trip_expiry on oauth_trip (expires_at);
`
