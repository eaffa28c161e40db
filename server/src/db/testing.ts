import { randomUUID } from "node:crypto"
import { type KyselyPlugin, sql } from "kysely"
import pg from "pg"
import { afterAll, describe, expect, test } from "vitest"
import { createClock, type MovableClock } from "../clock.js"
import { createVault, type Key, type Vault } from "../vault/index.js"
import { type Database, type DatabaseSettings, type Db, openDatabase } from "./index.js"
import type { LeaseKey } from "./lease.js"

/** `vitest.config.ts` sets it. */
export const SERVER_URL = process.env.TEST_DATABASE_URL ?? ""
const mustRunAll = process.env.REQUIRE_ALL === "1"

export async function runOnServer(text: string): Promise<void> {
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

/** The time of the machine, or of the day that the tests were told to run on. It can be put forward. */
export function testClock(): MovableClock {
  // Each file has its own: all of a process begin at the day they were told.
  const offsetMs = Number(Reflect.get(globalThis, "testOffsetMs") ?? 0)
  return createClock({ offsetMs, wallMs: () => Date.now() - offsetMs })
}

/** Opens a database of its own at every call; all of them go when the suite ends. */
export type OpenDb = () => Promise<Database>

/** Runs the suite on both databases. Without a PostgreSQL that part is skipped loudly, or fails with REQUIRE_ALL=1. */
export function describeOnBoth(title: string, suite: (openDb: OpenDb) => void): void {
  describe(`${title} (embedded)`, () => suite(openerOf(inMemory)))
  describe.skipIf(serverTrouble !== undefined)(`${title} (PostgreSQL)`, () => suite(openerOf(onServer)))
  if (serverTrouble === undefined) return
  process.stderr.write(`\n!!! NOT RUN on PostgreSQL: "${title}" (${serverTrouble}); set TEST_DATABASE_URL\n`)
  if (mustRunAll) test(`${title} runs on PostgreSQL`, () => expect(serverTrouble).toBeUndefined())
}

type Place = { settings: DatabaseSettings; drop(): Promise<void> }

function openerOf(placeOf: () => Promise<Place>): OpenDb {
  const opened: (Place & { database: Database })[] = []
  afterAll(async () => {
    for (const { database, drop } of opened) await database.close().then(drop, drop)
  })
  return async () => {
    const place = await placeOf()
    const clock = testClock()
    const database = await openDatabase({ ...place.settings, clockOffsetMs: clock.offsetMs() }, clock)
    opened.push({ ...place, database })
    return database
  }
}

const onServer = async (): Promise<Place> => {
  const { url, drop } = await newServerDatabase()
  return { settings: { url }, drop }
}
const inMemory = async (): Promise<Place> => ({ settings: { directory: null }, drop: async () => {} })

export type ServerDatabase = { url: string; drop(): Promise<void> }

/** A database of its own on the server: a copy of one that holds the schema and the queue, or an empty one. */
async function newServerDatabase(isEmpty = false): Promise<ServerDatabase> {
  const name = `rollcall_test_${randomUUID().replaceAll("-", "")}`
  const template = isEmpty ? undefined : process.env.ROLLCALL_DATABASE_TEMPLATE
  await runOnServer(`create database ${name}${template ? ` template ${template}` : ""}`)
  const url = new URL(SERVER_URL)
  url.pathname = `/${name}`
  // What a crash of the server would lose may be lost.
  url.search = "?options=-c%20synchronous_commit%3Doff%20-c%20search_path%3Dpublic,pg_catalog"
  if (!isEmpty) await moveClock(url.href)
  return { url: url.href, drop: () => runOnServer(`drop database if exists ${name} with (force)`) }
}

/** For those who open it without a clock of their own. */
async function moveClock(url: string): Promise<void> {
  const clock = testClock()
  if (clock.offsetMs() !== 0)
    await openDatabase({ url, clockOffsetMs: clock.offsetMs() }, clock).then((one) => one.close())
}

/** For tests about several connections: null without a PostgreSQL. The database is the caller's to drop. */
export const serverDatabase = async (isEmpty = false): Promise<ServerDatabase | null> =>
  serverTrouble === undefined ? newServerDatabase(isEmpty) : null
export const hasServer = serverTrouble === undefined

const KEY: Key = { id: "test", secret: Buffer.alloc(32, 7) }
export const testVault = (): Vault => createVault([KEY])

export async function insertEnvironment(db: Db, name = "Test"): Promise<string> {
  const id = randomUUID()
  await db.insertInto("environment").values({ id, name, is_default: false }).execute()
  return id
}

/** Runs what `ask` sends and says how: which tables and indexes PostgreSQL read, and how many pages of 8 kB. */
export async function explain(db: Db, ask: (db: Db) => Promise<unknown>): Promise<{ read: string[]; pages: number }> {
  const found = { read: new Set<string>(), pages: 0 }
  const addScans = (plan: Plan) => {
    const name = plan["Index Name"] ?? plan["Relation Name"]
    if (name !== undefined) found.read.add(name)
    for (const below of plan.Plans ?? []) addScans(below)
  }
  const explaining: KyselyPlugin = {
    transformQuery({ node }) {
      if (node.kind !== "RawNode") throw new Error("only statements that are written as SQL can be explained")
      const [first = "", ...rest] = node.sqlFragments
      return { ...node, sqlFragments: [`explain (analyze, buffers, format json) ${first}`, ...rest] }
    },
    async transformResult({ result }) {
      for (const row of result.rows)
        for (const { Plan: plan } of Object(row)["QUERY PLAN"]) {
          addScans(plan)
          found.pages += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        }
      return { ...result, rows: [] }
    },
  }
  await ask(db.withPlugin(explaining))
  return { read: [...found.read].sort(), pages: found.pages }
}
type Plan = { "Relation Name"?: string; "Index Name"?: string; Plans?: Plan[] }

/** As if another process held the lease, or as if it had died: for so many seconds, which may be over. */
export async function putLease(db: Db, { work, ...key }: LeaseKey, seconds: number): Promise<void> {
  const [column, id] = "accountId" in key ? ["account_id", key.accountId] : ["webhook_id", key.webhookId]
  const of = sql.ref(column)
  await sql`insert into lease (work, ${of}, holder, until)
    values (${work}, ${id}, ${randomUUID()}::uuid, clock_timestamp() + make_interval(secs => ${seconds}::float8))
    on conflict (work, ${of}) do update set holder = excluded.holder, until = excluded.until`.execute(db)
}
