/** What users change about mappings: for an integration in an environment, or for one account of it. */
export const mappingOverrides = `
create table mapping_override (
  id uuid primary key,
  environment_id uuid not null references environment on delete cascade,
  integration text not null,
  -- None: it is for every account of the integration.
  account_id uuid,
  resource text not null,
  -- Fields with paths, and an expression: what was given.
  add json not null,
  response_mapping text,
  -- Of an account: the environment's expression is not for it.
  is_cleared boolean not null default false,
  -- What the expression looks at.
  reads json,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint mapping_override_account_fkey foreign key (environment_id, account_id)
    references integrated_account (environment_id, id) on delete cascade
);
create unique index mapping_override_of_environment on mapping_override (environment_id, integration, resource)
  where account_id is null;
create unique index mapping_override_of_account on mapping_override (account_id, resource) where account_id is not null;
create index mapping_override_created on mapping_override (environment_id, created_at, id);
`
