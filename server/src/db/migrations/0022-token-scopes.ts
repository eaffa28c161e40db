/**
 * What a token may do, and when it was last used. Tokens of before keep every right. An earlier secret of a token works
 * until its grace is over; what a token has made for one account ends with it.
 */
export const tokenScopes = `
alter table api_token
  add column scopes text[] not null default '{all}',
  add column rate_requests integer,
  add column rate_seconds integer,
  add column last_used_at timestamptz,
  add constraint api_token_place unique (environment_id, id),
  add constraint api_token_rate check ((rate_requests is null) = (rate_seconds is null));

create table api_token_earlier_secret (
  hash bytea primary key,
  token_id uuid not null references api_token on delete cascade,
  expires_at timestamptz not null
);
create index api_token_earlier_secret_token on api_token_earlier_secret (token_id);

alter table account_token
  add column scopes text[] not null default '{all}',
  add column made_by uuid,
  add constraint account_token_maker_fkey foreign key (environment_id, made_by)
    references api_token (environment_id, id) on delete cascade;
create index account_token_made_by on account_token (environment_id, made_by);
`
