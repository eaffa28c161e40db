import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import type { Db } from "../db/index.js"
import { insertEnvironment } from "../db/testing.js"

/** An account in an environment of its own. */
export async function insertAccount(db: Db): Promise<Record<"environmentId" | "installedId" | "accountId", string>> {
  const environmentId = await insertEnvironment(db, randomUUID())
  const [installedId, accountId] = [randomUUID(), randomUUID()]
  await sql`insert into environment_integration (id, environment_id, integration) values (${installedId}, ${environmentId}, 'acme')`.execute(
    db,
  )
  await sql`insert into integrated_account (id, environment_id, environment_integration_id, integration, tenant_id, status,
    authentication_method, secrets) values (${accountId}, ${environmentId}, ${installedId}, 'acme', 't', 'active', 'api_key', '\\x00')`.execute(
    db,
  )
  return { environmentId, installedId, accountId }
}
