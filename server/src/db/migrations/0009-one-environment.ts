/**
 * A row never points into another environment, whatever a query forgets. Each reference takes the place of one by id
 * alone (and of one to the environment, which it implies), so that no insert has more to check than before.
 */
const ACCOUNT_TABLES = [
  "account_token",
  "record",
  "record_history",
  "record_freshness",
  "sync_account",
  "sync_run",
  "inbound_account",
  "inbound_subscription",
  "inbound_hint",
  "inbound_scan",
]

const ofAccount = (table: string) => `
alter table ${table}
  drop constraint ${table}_environment_id_fkey,
  drop constraint ${table}_account_id_fkey,
  add constraint ${table}_account_fkey foreign key (environment_id, account_id)
    references integrated_account (environment_id, id) on delete cascade;`

export const oneEnvironment = `
alter table environment_integration add constraint environment_integration_place unique (environment_id, id);
alter table integrated_account
  add constraint integrated_account_place unique (environment_id, id),
  drop constraint integrated_account_environment_id_fkey,
  drop constraint integrated_account_environment_integration_id_fkey,
  add constraint integrated_account_integration_fkey foreign key (environment_id, environment_integration_id)
    references environment_integration (environment_id, id) on delete cascade;
${ACCOUNT_TABLES.map(ofAccount).join("")}

-- Its account may be none yet.
alter table link_token
  drop constraint link_token_integrated_account_id_fkey,
  add constraint link_token_account_fkey foreign key (environment_id, integrated_account_id)
    references integrated_account (environment_id, id) on delete cascade;

alter table webhook add constraint webhook_place unique (environment_id, id);
alter table webhook_delivery
  drop constraint webhook_delivery_environment_id_fkey,
  drop constraint webhook_delivery_webhook_id_fkey,
  add constraint webhook_delivery_webhook_fkey foreign key (environment_id, webhook_id)
    references webhook (environment_id, id) on delete cascade;
`
