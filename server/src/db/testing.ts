import { randomUUID } from "node:crypto"
import pg from "pg"
import { afterAll, describe, expect, test } from "vitest"
import { createClock } from "../clock.js"
import { createVault, type Key, type Vault } from "../vault/index.js"
import { type Database, type Db, openDatabase } from "./index.js"

const SERVER_URL = process.env.TEST_DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres"
const mustRunAll = process.env.REQUIRE_ALL === "1"

async function runOnServer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 3_000 })
  client.on("error", () => {})
  try {
    await client.connect()
    await client.query(text)
  } finally {
    await client.end().catch(() => {})
  }
}

const serverTrouble = await runOnServer("select 1").then(
  () => undefined,
  (error: unknown) => (error instanceof Error ? error.message || error.name : String(error)),
)

/** Opens a database of its own at every call; all of them go when the suite ends. */
export type OpenDb = () => Promise<Database>

/** Runs the suite on both databases. Without a PostgreSQL that part is skipped loudly, or fails with REQUIRE_ALL=1. */
export function describeOnBoth(title: string, suite: (openDb: OpenDb) => void): void {
  describe(`${title} (embedded)`, () => suite(openerOf(() => Promise.resolve({ directory: null }))))
  describe.skipIf(serverTrouble !== undefined)(`${title} (PostgreSQL)`, () => suite(openerOf(newServerSchema)))
  if (serverTrouble === undefined) return
  process.stderr.write(`\n!!! NOT RUN on PostgreSQL: "${title}" (${serverTrouble}); set TEST_DATABASE_URL\n`)
  if (mustRunAll) test(`${title} runs on PostgreSQL`, () => expect(serverTrouble).toBeUndefined())
}

type Settings = Parameters<typeof openDatabase>[0]

function openerOf(settingsOf: () => Promise<Settings>): OpenDb {
  const opened: Database[] = []
  const schemas: string[] = []
  afterAll(async () => {
    for (const database of opened) await database.close().catch(() => {})
    for (const schema of schemas) await runOnServer(`drop schema if exists "${schema}" cascade`)
  })
  return async () => {
    const settings = await settingsOf()
    if ("url" in settings && settings.schema) schemas.push(settings.schema)
    const database = await openDatabase(settings, createClock())
    opened.push(database)
    return database
  }
}

async function newServerSchema(): Promise<{ url: string; schema: string }> {
  const schema = `rollcall_test_${randomUUID().replaceAll("-", "")}`
  await runOnServer(`create schema "${schema}"`)
  return { url: SERVER_URL, schema }
}

/** For tests about several connections: null without a PostgreSQL. The schema is the caller's to drop. */
export const serverSettings = async (): Promise<{ url: string; schema: string } | null> =>
  serverTrouble === undefined ? newServerSchema() : null
export const dropSchema = (schema: string): Promise<void> => runOnServer(`drop schema if exists "${schema}" cascade`)

const KEY: Key = { id: "test", secret: Buffer.alloc(32, 7) }
export const testVault = (): Vault => createVault([KEY])

export async function insertEnvironment(db: Db, name = "Test"): Promise<string> {
  const id = randomUUID()
  await db.insertInto("environment").values({ id, name, is_default: false }).execute()
  return id
}
