/** What the HR system tells by itself: subscriptions there, and hints that came and are to be followed. */
export const inboundWebhooks = `
create table inbound_account (
  account_id uuid primary key references integrated_account on delete cascade,
  environment_id uuid not null references environment on delete cascade,
  -- When its subscriptions are looked at again.
  next_at timestamptz not null,
  -- A job that will look at all hints has been sent and has not begun.
  is_awaited boolean not null default false
);
create index inbound_account_due on inbound_account (next_at);

-- One process at a time does a kind of work for an account.
create table inbound_lease (
  account_id uuid not null references integrated_account on delete cascade,
  work text not null,
  holder uuid not null,
  until timestamptz not null,
  primary key (account_id, work)
);

create table inbound_subscription (
  account_id uuid not null references integrated_account on delete cascade,
  environment_id uuid not null references environment on delete cascade,
  event text not null,
  -- Null: it is not known to be there.
  remote_id text,
  -- Of the address' secret part.
  key_hash bytea not null unique,
  -- Sealed.
  challenge bytea not null,
  -- Why the HR system refused it.
  error text,
  last_delivery_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, event)
);

create table inbound_hint (
  account_id uuid not null references integrated_account on delete cascade,
  environment_id uuid not null references environment on delete cascade,
  resource text not null,
  -- What the id is of: the record, or the person that the records belong to.
  matched_by text not null,
  record_id text not null,
  tries int not null default 0,
  -- Of the latest delivery that said so.
  received_at timestamptz not null default clock_timestamp(),
  primary key (account_id, resource, matched_by, record_id)
);
create index inbound_hint_age on inbound_hint (received_at);

create table inbound_scan (
  account_id uuid not null references integrated_account on delete cascade,
  environment_id uuid not null references environment on delete cascade,
  resource text not null,
  -- Last scan that found nothing new.
  clean_at timestamptz,
  -- Last scan that found what no webhook had told.
  missed_at timestamptz,
  primary key (account_id, resource)
);
`
