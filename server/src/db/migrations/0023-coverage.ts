/** What is known of each field of an account's resources. */
export const coverage = `
create table coverage (
  environment_id uuid not null,
  account_id uuid not null,
  resource text not null,
  -- Rows of the copy; null: it was not counted yet.
  rows int,
  -- By field: how many rows have it, in how many it has a value, what that means and since when.
  fields jsonb not null,
  measured_at timestamptz not null,
  primary key (account_id, resource),
  constraint coverage_account_fkey foreign key (environment_id, account_id)
    references integrated_account (environment_id, id) on delete cascade
);
`
