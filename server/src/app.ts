/**
 * Read this first: every part of the server, built in the order they depend on one another. It is the only file that
 * names a connector. Nothing here decides anything; parts are handed to parts.
 */
import { bamboohr } from "@rollcall/connector-bamboohr"
import { factorial } from "@rollcall/connector-factorial"
import { authFields, type Connector } from "@rollcall/connector-kit"
import { type Access, createAccess } from "./access/index.js"
import { type Account, type Accounts, createAccounts, type EventSink, type IntegrationFacts } from "./accounts/index.js"
import { type Changes, createChanges } from "./changes/index.js"
import { type Clock, createClock, createWall, type MovableClock } from "./clock.js"
import type { Config } from "./config.js"
import { followDatabase } from "./database-time.js"
import { type Database, type DatabaseSettings, type Db, openDatabase } from "./db/index.js"
import { createEgress, createShares } from "./egress/index.js"
import { AppError } from "./errors.js"
import { createExport, prepareSql } from "./export/index.js"
import { createDescriber } from "./gateway/describe/index.js"
import { createGateway, createTableReader } from "./gateway/index.js"
import {
  createGuesses,
  createLagReader,
  createMetrics,
  createServer,
  type Metrics,
  type Services,
} from "./http/index.js"
import { createJobs } from "./jobs/index.js"
import { createRequestLog } from "./log/index.js"
import { moveClock, openMovable } from "./movable-database.js"
import { createOverrides } from "./overrides/index.js"
import { createBuckets } from "./rates/index.js"
import { createRecords } from "./records/index.js"
import type { System } from "./settings.js"
import { createFirstSubscription, createHintTrust, createInbound, type Inbound } from "./sync/inbound/index.js"
import { createFirstRun, createSync, nameRecordEvents, type Sync } from "./sync/index.js"
import { createSyncJobs } from "./sync/sync-jobs/index.js"
import { transportsOf } from "./transports.js"
import { assertKeyFits, createVault, type Key } from "./vault/index.js"
import { createWebhooks } from "./webhooks/index.js"
import { startWorkers } from "./workers.js"
import { createWrites } from "./writes/index.js"

export const VERSION = "0.1.0"

const CONNECTORS: readonly Connector[] = [factorial, bamboohr]
/** What settings may be about besides the server. */
export const SYSTEMS: readonly System[] = CONNECTORS.map(({ id, name, api, auth }) => {
  const settings = authFields(auth).filter(({ isSecret }) => !isSecret)
  return { id, name, hosts: Object.keys(api.hosts), fields: settings.map((field) => field.name) }
})
const BY_ID = new Map(CONNECTORS.map((connector) => [connector.id, connector]))

function connectorOf({ integration }: Pick<Account, "integration">): Connector {
  const connector = BY_ID.get(integration)
  if (!connector)
    throw new AppError("integration.not_installed", `the integration ${integration} is not part of this installation`)
  return connector
}

export type App = {
  access: Access
  accounts: Accounts
  inbound: Inbound
  database: Database
  sync: Sync
  environmentId: string
  /** Shows the operator the first API token, once: for when it listens. Nothing when there is a token. */
  showFirstToken(show: (token: string) => void): Promise<void>
  listen(at: { port: number; host: string }): Promise<string>
  /** Puts the clock and the database's forward. Only with a clock among the settings. */
  moveClock(ms: number): Promise<void>
  /** Lets requests in flight finish, then lets go of everything. */
  close(): Promise<void>
}

export type AppSettings = {
  config: Config
  keys: readonly [Key, ...Key[]]
  log: Services["log"]
  /** For local worlds and tests: a clock that can be put forward, and the database's with it. */
  clock?: MovableClock
}

export async function createApp({ clock, ...given }: AppSettings): Promise<App> {
  const wall = createWall()
  const settings = { ...given, clock: clock ?? createClock({ wallMs: wall.nowMs }), metrics: createMetrics() }
  const where = databaseSettingsOf(settings.config)
  const onWait = (reason: string) => settings.log.info({ reason }, "the database does not answer yet: waiting for it")
  const database = await (clock ? openMovable(where, clock) : openDatabase(where, settings.clock, onWait))
  try {
    const stop = clock ? () => {} : await followDatabase({ ...settings, db: database.db, wall })
    const app = await build(database, settings)
    const close = async () => {
      stop()
      await app.close()
    }
    return { ...app, close, moveClock: (ms) => moveClock(database, clock, ms) }
  } catch (error) {
    await database.close()
    throw error
  }
}

type Settings = Omit<AppSettings, "clock"> & { clock: Clock; metrics: Metrics }

async function build(database: Database, settings: Settings): Promise<Omit<App, "moveClock">> {
  const plumbing = await buildPlumbing(database, settings)
  const facts = await buildFacts(database.db, settings, plumbing)
  const actors = buildActors(database.db, settings, { ...plumbing, ...facts })
  return openDoor(database, settings, { ...plumbing, ...facts, ...actors })
}

type Plumbing = Awaited<ReturnType<typeof buildPlumbing>>

async function buildPlumbing(database: Database, { config, keys, log, clock }: Settings) {
  const vault = createVault(keys)
  await assertKeyFits(database.db, vault).then(() => prepareSql(database, log))
  const egress = createEgress(config)
  const onError = (error: Error) => log.error({ err: error }, "the queue has trouble")
  const jobs = await createJobs({ database, clock, isWorker: config.roles.includes("worker"), onError })
  return { vault, egress, jobs, buckets: createBuckets(database.db, clock) }
}

type Facts = Awaited<ReturnType<typeof buildFacts>>

/** What is: who may call, connected accounts, what happened, the synced copy. */
async function buildFacts(db: Db, settings: Settings, { vault, egress, jobs, buckets }: Plumbing) {
  const { config, log, clock, metrics } = settings
  const rates = { token: config.tokenRate, account: config.accountRate }
  const access = createAccess({ db, vault, buckets, rates, clock })
  const wake = (tx: Db, environmentId: string) => jobs.send(tx, { queue: "fan-out", data: { environmentId } })
  const changes = createChanges({ db, wake })
  const integrations = CONNECTORS.map((connector) => factsOf(connector, config))
  const named = { connectorNamed: (name: string) => BY_ID.get(name), onChange: (id: string) => accounts.forget(id) }
  // By the machine's own clock: what is put forward in a test ends no expression.
  const overrides = createOverrides({ db, jobs, signer: vault, after: createClock().after, ...named })
  const accounts: Accounts = createAccounts({
    db,
    vault,
    egress,
    jobs,
    buckets,
    integrations,
    events: accountEvents(changes, [createFirstRun({ connectorOf, jobs }), createFirstSubscription({ jobs })]),
    transportOf: transportsOf(integrations, { clock, egress, metrics, shares: createShares(clock) }),
    linkSettings: access.environments.linkSettings,
    loadOverrides: overrides.load,
    prepareOverrides: overrides.prepare,
    now: clock.now,
    elapsedMs: clock.elapsedMs,
    after: clock.after,
    wait: clock.sleep,
    recordRefresh: metrics.recordRefresh,
    onError: (error, account_id) => log.error({ account_id, err: error }, "a grant has trouble"),
  })
  const { environmentId, isSettingRevoked } = await access.ensureDefault(config.apiToken)
  if (isSettingRevoked) log.error({}, "ROLLCALL_API_TOKEN names a token that was revoked: set another one")
  await accounts.installed.ensureAll(environmentId)
  const records = createRecords({ db })
  const onLost = (count: number, err: unknown) => log.error({ count, err }, "entries of the request log are lost")
  const requestLog = createRequestLog({ db, vault, clock, keepDays: config.logDays, onLost })
  return { access, accounts, changes, records, integrations, environmentId, overrides, requestLog }
}

/** Events of an account, and what begins when it becomes active, in one transaction. */
function accountEvents(changes: Changes, starts: readonly ((tx: Db, account: Account) => Promise<void>)[]): EventSink {
  return async (tx, { account, event, payload }) => {
    if (event === "active" || event === "reactivated") for (const start of starts) await start(tx, account)
    const type = `integrated_account:${event}` as const
    await changes.append(tx, account.environmentId, [{ type, accountId: account.id, payload }])
  }
}

type Actors = ReturnType<typeof buildActors>

/** What acts: reads and writes upstream, syncs, webhooks in both directions. */
function buildActors(db: Db, { config, clock, metrics }: Settings, parts: Plumbing & Facts) {
  const { vault, egress, jobs, accounts, changes, records, overrides, requestLog } = parts
  const ownConnectorOf = (account: Account) => overrides.connectorFor(connectorOf(account), account)
  const reader = createTableReader({ now: clock.elapsedMs, accounts, connectorOf: ownConnectorOf })
  const trust = createHintTrust({ db, connectors: BY_ID, clock })
  const { keepDays, allowPrivateNetwork, publicUrl } = config
  const noted = { ...trust, recordEnd: metrics.recordRun, keepDays, requestLog }
  const mapping = { connectorOf: ownConnectorOf, isCurrent: overrides.isCurrent }
  const copy = { accounts, records, changes, reader, nameEvents: nameRecordEvents, ...mapping }
  const sync = createSync({ db, clock, vault, jobs, ...copy, ...noted })
  const gateway = createGateway({ clock, accounts, connectorOf: ownConnectorOf, records, signer: vault })
  const written = { connectorOf: ownConnectorOf, onWritten: sync.takeWritten }
  const writes = createWrites({ db, clock, vault, jobs, gateway, accounts, ...written })
  const remote = { accounts, connectors: BY_ID, publicUrl, allowPrivateNetwork }
  const inbound = createInbound({ db, clock, vault, jobs, ...remote, follow: sync.follow })
  const webhooks = createWebhooks({ db, clock, vault, jobs, egress, changes })
  const exports = createExport({ records, connectorOf, signer: vault })
  const syncJobs = createSyncJobs({ db, vault, jobs, accounts, connectorOf })
  return { gateway, sync, syncJobs, inbound, webhooks, writes, exports }
}

/** The server, the workers, and how they end. */
function openDoor(database: Database, { config, log, clock, metrics }: Settings, parts: Plumbing & Facts & Actors) {
  const { access, accounts, inbound, jobs, records, sync, webhooks, environmentId } = parts
  const address = createAddress(config)
  const readLag = createLagReader(clock, async () => {
    const work = { queues: await jobs.backlog(), deliveries: await webhooks.lag() }
    return { ...work, accounts: await accounts.countByStatus(), copies: await records.oldestCopies() }
  })
  const known = { token: access.known, ...accounts.link.known, inbound: inbound.known }
  const server = createServer({
    ...parts,
    ...{ log, clock, metrics, readLag, version: VERSION },
    describe: createDescriber(BY_ID),
    guesses: createGuesses({ clock, known }),
    isApi: config.roles.includes("api"),
    publicUrl: address.publicUrl,
    checkDatabase: () => database.ping().then(() => database.kind),
  })
  if (config.roles.includes("worker")) startWorkers({ ...parts })
  const listen = (at: { port: number; host: string }) => server.listen(at).then(address.hear)
  const showFirstToken: App["showFirstToken"] = (show) => access.showFirstToken(environmentId, show)
  const close = async () => {
    await Promise.all([server.close(), jobs.stopWork()])
    await jobs.close()
    parts.buckets.close()
    await parts.overrides.close()
    await parts.requestLog.close()
    await parts.egress.close().then(() => database.close())
  }
  return { access, accounts, database, sync, inbound, environmentId, showFirstToken, listen, close }
}

/** What browsers are told: the setting, or else where we listen. */
function createAddress({ publicUrl, host, port }: Config) {
  let address = publicUrl
  const hear = (url: string): string => {
    address ??= url
    return url
  }
  return { publicUrl: () => address ?? `http://${host}:${port}`, hear }
}

/** `:memory:` is for tests: nothing outlives the process. */
export function databaseSettingsOf({ databaseUrl, dataDir }: Config): DatabaseSettings {
  if (databaseUrl !== null) return { url: databaseUrl }
  return { directory: dataDir === ":memory:" ? null : `${dataDir}/database` }
}

function factsOf({ id, name, category, auth, api, connect }: Connector, config: Config): IntegrationFacts {
  const { hosts = {}, client = null } = config.systems[id] ?? {}
  return { id, name, category, auth, api, connect, hosts: { ...api.hosts, ...hosts }, client }
}
