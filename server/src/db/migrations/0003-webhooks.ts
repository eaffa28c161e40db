/** Webhooks, what is on its way to them, and what they answered. */
export const webhooks = `
create table webhook (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  target_url text not null,
  -- Null: all.
  event_types jsonb,
  is_active boolean not null default true,
  secrets bytea not null,
  -- Events up to this one have been copied to deliveries, or were not wanted.
  seen_sequence bigint not null,
  failing_since timestamptz,
  disabled_reason text,
  -- The process that delivers; only one may.
  lease_until timestamptz,
  lease_holder uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index webhook_listed on webhook (environment_id, created_at, id);

create table webhook_delivery (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  webhook_id uuid not null references webhook on delete cascade,
  -- No reference: events go when they are old.
  event_id uuid not null,
  event_type text not null,
  sequence bigint not null,
  status text not null default 'pending',
  -- The very text that is signed and sent.
  body text not null,
  attempts int not null default 0,
  -- Since it was made or replayed.
  failures int not null default 0,
  next_attempt_at timestamptz not null default now(),
  response_status int,
  error text,
  succeeded_at timestamptz,
  -- Milliseconds, as in the cursor of a list.
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  unique (webhook_id, sequence)
);
create index webhook_delivery_listed on webhook_delivery (environment_id, created_at, id);
create index webhook_delivery_of_webhook on webhook_delivery (webhook_id, created_at, id);
create index webhook_delivery_open on webhook_delivery (webhook_id, sequence) where status <> 'succeeded';
create index webhook_delivery_age on webhook_delivery (succeeded_at) where status = 'succeeded';

create table webhook_attempt (
  delivery_id uuid not null references webhook_delivery on delete cascade,
  number int not null,
  attempted_at timestamptz not null,
  duration_ms int not null,
  url text not null,
  request_headers jsonb not null,
  response_status int,
  response_headers jsonb,
  response_body text,
  error text,
  primary key (delivery_id, number)
);
`
