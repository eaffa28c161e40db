/** The token that the setting ROLLCALL_API_TOKEN made: remembered after a revocation, replaced when the setting changes. */
export const settingToken = `
create table setting_token (
  environment_id uuid primary key references environment on delete cascade,
  hash bytea not null
);
`
