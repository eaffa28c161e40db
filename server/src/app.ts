/**
 * Read this first: every part of the server, built in the order they depend on one another. It is the only file that
 * names a connector. Nothing here decides anything; parts are handed to parts.
 */
import { setTimeout as sleep } from "node:timers/promises"
import { factorial } from "@rollcall/connector-factorial"
import type { Connector, Transport } from "@rollcall/connector-kit"
import { type Access, createAccess } from "./access/index.js"
import {
  type Account,
  type Accounts,
  type AccountsParts,
  createAccounts,
  type EventSink,
  type IntegrationFacts,
  originOf,
} from "./accounts/index.js"
import { createChanges } from "./changes/index.js"
import type { Config } from "./config.js"
import { type Database, type DatabaseSettings, type Db, openDatabase } from "./db/index.js"
import { createEgress, type Egress } from "./egress/index.js"
import { createDescriber } from "./gateway/describe/index.js"
import { createGateway, createGatewayPuller } from "./gateway/index.js"
import { createMetrics, createServer, type Services } from "./http/index.js"
import { createJobs, type Jobs } from "./jobs/index.js"
import { createRecords } from "./records/index.js"
import { createInbound, type Inbound, type Resync } from "./sync/inbound/index.js"
import { createSync, nameEvents, type Sync } from "./sync/index.js"
import { assertKeyFits, createVault, type Key, type Vault } from "./vault/index.js"
import { createWebhooks } from "./webhooks/index.js"
import { startWorkers } from "./workers.js"

export const VERSION = "0.1.0"

const CONNECTORS: readonly Connector[] = [factorial]
const BY_ID = new Map(CONNECTORS.map((connector) => [connector.id, connector]))

export type App = {
  access: Access
  accounts: Accounts
  inbound: Inbound
  database: Database
  sync: Sync
  environmentId: string
  /** Shown to the operator once; null when a token existed. */
  generatedToken: string | null
  listen(at: { port: number; host: string }): Promise<string>
  /** Lets requests in flight finish, then lets go of everything. */
  close(): Promise<void>
}

export type AppSettings = {
  config: Config
  keys: readonly [Key, ...Key[]]
  log: Services["log"]
}

export async function createApp(settings: AppSettings): Promise<App> {
  const database = await openDatabase(databaseSettingsOf(settings.config))
  try {
    return await build(database, settings)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function build(database: Database, settings: AppSettings): Promise<App> {
  const { config, log } = settings
  const plumbing = await buildPlumbing(database, settings)
  const { egress, jobs } = plumbing
  const integrations = CONNECTORS.map((connector) => factsOf(connector, config))
  const transportOf = transportsOf(integrations, egress.dispatcher)
  const starters: Starter[] = []
  const facts = await buildFacts(database, { ...settings, ...plumbing, integrations, transportOf, starters })
  const { access, accounts, changes, environmentId, generatedToken } = facts
  const address = createAddress(config)
  const actors = buildActors(database, { ...settings, ...plumbing, ...facts, transportOf })
  const { gateway, sync, inbound, webhooks } = actors
  starters.push(sync.scheduleFirst, inbound.connected)
  const parts = { access, accounts, gateway, changes, sync, inbound, webhooks, integrations, log, version: VERSION }
  const checkDatabase = () => database.ping().then(() => database.kind)
  const readLag = async () => ({ queues: await jobs.backlog(), deliveries: await webhooks.lag() })
  const counted = { metrics: createMetrics(), readLag, checkDatabase }
  const describe = createDescriber(BY_ID)
  const server = createServer({ ...parts, ...counted, describe, publicUrl: address.publicUrl })
  if (config.roles.includes("worker")) await startWorkers({ jobs, accounts, sync, inbound, webhooks })
  const close = async () => {
    await Promise.all([server.close(), jobs.stopWork()])
    await jobs.close()
    access.close()
    await egress.close().then(() => database.close())
  }
  const listen = (at: { port: number; host: string }) => server.listen(at).then(address.hear)
  return { access, accounts, database, sync, inbound, environmentId, generatedToken, listen, close }
}

/** What begins when an account becomes active, in the same transaction. */
type Starter = (tx: Db, account: Account) => Promise<void>

/** What browsers are told: the setting, or else where we listen. */
function createAddress({ publicUrl, host, port }: Config) {
  let address = publicUrl
  const hear = (url: string): string => {
    address ??= url
    return url
  }
  return { publicUrl: () => address ?? `http://${host}:${port}`, hear }
}

type ActorParts = AppSettings &
  Plumbing &
  Awaited<ReturnType<typeof buildFacts>> & { transportOf: AccountsParts["transportOf"] }

function buildActors({ db }: Database, { config, ...parts }: ActorParts) {
  const { vault, egress, jobs, accounts, changes, records, transportOf } = parts
  const now = () => new Date()
  const gatewayParts = { accounts, records, connectors: BY_ID, signer: vault, transportOf }
  const gateway = createGateway(gatewayParts)
  const puller = createGatewayPuller(gatewayParts)
  const { allowPrivateNetwork, publicUrl } = config
  const remote = { accounts, connectors: BY_ID, transportOf, publicUrl, allowPrivateNetwork }
  // Each of the two needs the other: hints are followed by sync, and sync says whether hints are to be trusted.
  const resync: Resync = (hint) => sync.readAgain(hint)
  const inbound: Inbound = createInbound({ ...remote, db, vault, jobs, resync, now })
  const { noteScan, pollFactor } = inbound
  const { keepDays } = config
  const syncParts = { db, vault, accounts, records, changes, jobs, puller, nameEvents, noteScan, pollFactor, keepDays }
  const sync: Sync = createSync(syncParts)
  const webhooks = createWebhooks({ db, vault, egress, changes, jobs, now, random: Math.random })
  return { gateway, sync, inbound, webhooks }
}

type Plumbing = { vault: Vault; egress: Egress; jobs: Jobs }

async function buildPlumbing(database: Database, { config, keys, log }: AppSettings): Promise<Plumbing> {
  const vault = createVault(keys)
  await assertKeyFits(database.db, vault)
  const egress = createEgress({ allowPrivateNetwork: config.allowPrivateNetwork })
  const onError = (error: Error) => log.error({ err: error }, "the queue has trouble")
  const jobs = await createJobs({ database, isWorker: config.roles.includes("worker"), onError })
  return { vault, egress, jobs }
}

type FactsParts = AppSettings &
  Plumbing & {
    integrations: readonly IntegrationFacts[]
    transportOf: AccountsParts["transportOf"]
    starters: readonly Starter[]
  }

async function buildFacts({ db }: Database, parts: FactsParts) {
  const { vault, config, log, jobs } = parts
  const access = createAccess({ db, vault, rates: { token: config.tokenRate, account: config.accountRate } })
  const wake = (tx: Db, environmentId: string) => jobs.send(tx, { queue: "fan-out", data: { environmentId } })
  const changes = createChanges({ db, wake })
  const events: EventSink = async (tx, { account, event, payload }) => {
    if (event === "active" || event === "reactivated") for (const start of parts.starters) await start(tx, account)
    const type = `integrated_account:${event}`
    await changes.append(tx, account.environmentId, [{ type, accountId: account.id, payload }])
  }
  const accounts = createAccounts({
    ...parts,
    db,
    events,
    linkSettings: access.environments.linkSettings,
    now: () => new Date(),
    elapsedMs: () => performance.now(),
    wait: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
    onError: (error, account_id) => log.error({ account_id, err: error }, "a grant has trouble"),
  })
  const { environmentId, generatedToken, isSettingRevoked } = await access.ensureDefault(config.apiToken)
  if (isSettingRevoked) log.error({}, "ROLLCALL_API_TOKEN names a token that was revoked: set another one")
  await accounts.installed.ensureAll(environmentId)
  const records = createRecords({ db })
  return { access, changes, accounts, records, environmentId, generatedToken }
}

/** `:memory:` is for tests: nothing outlives the process. */
export function databaseSettingsOf({ databaseUrl, dataDir }: Config): DatabaseSettings {
  if (databaseUrl !== null) return { url: databaseUrl }
  return { directory: dataDir === ":memory:" ? null : `${dataDir}/database` }
}

function factsOf({ id, name, category, auth, api, connect }: Connector, config: Config): IntegrationFacts {
  const production = config.factorialBaseUrl ?? api.hosts.production
  const demo = config.factorialDemoBaseUrl ?? api.hosts.demo
  const hosts = { ...api.hosts, production, ...(demo === undefined ? {} : { demo }) }
  return { id, name, category, auth, api, connect, hosts, client: config.factorialClient }
}

function transportsOf(
  integrations: readonly IntegrationFacts[],
  dispatcher: Transport["dispatcher"],
): AccountsParts["transportOf"] {
  return ({ integration, host }) => {
    const facts = integrations.find((one) => one.id === integration)
    if (!facts) throw new Error(`there is no transport for ${integration}`)
    return transportTo(originOf(facts, host), dispatcher)
  }
}

const transportTo = (baseUrl: string, dispatcher: Transport["dispatcher"]): Transport => ({
  dispatcher,
  baseUrl,
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
})
