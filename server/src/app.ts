/**
 * Read this first: every part of the server, built in the order they depend on one another. It is the only file that
 * names a connector. Nothing here decides anything; parts are handed to parts.
 */
import { setTimeout as sleep } from "node:timers/promises"
import { factorial } from "@rollcall/connector-factorial"
import type { Connector, Transport } from "@rollcall/connector-kit"
import { type Access, createAccess } from "./access/index.js"
import { type Accounts, createAccounts, type IntegrationFacts } from "./accounts/index.js"
import type { Config } from "./config.js"
import { type Database, type DatabaseSettings, openDatabase } from "./db/index.js"
import { createEgress } from "./egress/index.js"
import { createDescriber } from "./gateway/describe/index.js"
import { createGateway } from "./gateway/index.js"
import { createServer, type Services } from "./http/index.js"
import { assertKeyFits, createVault, type Key } from "./vault/index.js"

export const VERSION = "0.1.0"

const CONNECTORS: readonly Connector[] = [factorial]
const BY_ID = new Map(CONNECTORS.map((connector) => [connector.id, connector]))

export type App = {
  access: Access
  accounts: Accounts
  database: Database
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

export async function createApp({ config, keys, log }: AppSettings): Promise<App> {
  const database = await openDatabase(settingsOf(config))
  try {
    const vault = createVault(keys)
    await assertKeyFits(database.db, vault)
    const egress = createEgress({ allowPrivateNetwork: config.allowPrivateNetwork })
    const integrations = CONNECTORS.map((connector) => factsOf(connector, config))
    const access = createAccess({
      db: database.db,
      vault,
      rates: { token: config.tokenRate, account: config.accountRate },
    })
    const accounts = createAccounts({ db: database.db, vault, egress, integrations, now: () => new Date() })
    const { environmentId, generatedToken } = await access.ensureDefault(config.apiToken)
    await accounts.installed.ensureAll(environmentId)
    const transportOf = transportsOf(integrations, egress.dispatcher)
    const gateway = createGateway({ accounts, connectors: BY_ID, signer: vault, transportOf })
    const describe = createDescriber(BY_ID)
    const checkDatabase = () => database.ping().then(() => database.kind)
    const server = createServer({
      access,
      accounts,
      gateway,
      describe,
      integrations,
      log,
      version: VERSION,
      checkDatabase,
    })
    const close = async () => {
      await server.close()
      access.close()
      await egress.close().then(() => database.close())
    }
    return { access, accounts, database, environmentId, generatedToken, listen: (at) => server.listen(at), close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** `:memory:` is for tests: nothing outlives the process. */
function settingsOf({ databaseUrl, dataDir }: Config): DatabaseSettings {
  if (databaseUrl !== null) return { url: databaseUrl }
  return { directory: dataDir === ":memory:" ? null : `${dataDir}/database` }
}

function factsOf({ id, name, category, auth, api }: Connector, config: Config): IntegrationFacts {
  return {
    id,
    name,
    category,
    auth,
    baseUrl: config.factorialBaseUrl ?? api.defaultBaseUrl,
    client: config.factorialClient,
  }
}

function transportsOf(integrations: readonly IntegrationFacts[], dispatcher: Transport["dispatcher"]) {
  const all = new Map(integrations.map((one) => [one.id, transportTo(one.baseUrl, dispatcher)]))
  return (id: string): Transport => {
    const found = all.get(id)
    if (!found) throw new Error(`there is no transport for ${id}`)
    return found
  }
}

const transportTo = (baseUrl: string, dispatcher: Transport["dispatcher"]): Transport => ({
  dispatcher,
  baseUrl,
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
})
