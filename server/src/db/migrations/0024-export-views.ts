/** Logins for SQL, and whose rows each of them sees. The views are made at a start, from the model (sql-views/). */
export const exportViews = `
create table sql_reader (
  -- A role of the database server.
  role name primary key,
  environment_id uuid not null references environment on delete cascade,
  -- Null: all accounts of the environment.
  account_id uuid,
  created_at timestamptz not null default now(),
  constraint sql_reader_account_fkey foreign key (environment_id, account_id)
    references integrated_account (environment_id, id) on delete cascade
);
`
