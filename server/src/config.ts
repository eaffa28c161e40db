/** The only reader of the environment. Every setting is checked before anything starts; secrets are never printed. */
import { Buffer } from "node:buffer"
import { assertPublicHost, EgressRefused, type WebProxy } from "./egress/index.js"
import { BadSettings } from "./errors.js"
import { nearest } from "./nearest.js"
import { KEY_ID, type Key } from "./vault/index.js"

export type Rate = { requests: number; seconds: number }

export type Config = {
  port: number
  host: string
  publicUrl: string | null
  databaseUrl: string | null
  dataDir: string
  /** Null: none given. */
  encryptionKeys: readonly [Key, ...Key[]] | null
  apiToken: string | null
  /** By integration id. */
  systems: Readonly<Record<string, SystemConfig>>
  allowPrivateNetwork: boolean
  /** For the way to the HR system. */
  proxy: WebProxy | null
  tokenRate: Rate
  accountRate: Rate
  /** Events and ended versions of rows are kept for so long. */
  keepDays: number
  /** What this process does. */
  roles: readonly Role[]
  logLevel: (typeof LOG_LEVELS)[number]
}

/** An HR system that settings may be about. */
export type System = { id: string; hosts: readonly string[] }
/** Addresses that stand in for its hosts, by their names, and the operator's OAuth client. */
export type SystemConfig = {
  hosts: Readonly<Record<string, string>>
  client: { id: string; secret: string } | null
}

const ROLES = ["api", "worker"] as const
export type Role = (typeof ROLES)[number]
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const
type Env = Readonly<Record<string, string | undefined>>
/** How a setting is read, and what to tell who gave a bad one. */
type Kind<T> = { parse(text: string): T | undefined; hint: string }

export function readConfig(env: Env, systems: readonly System[]): Config {
  const problems: string[] = []
  /** Reads one setting; an empty value means not set. */
  const read = <T, F>(name: string, fallback: F, { parse, hint }: Kind<T>): T | F => {
    const text = env[name]?.trim()
    if (!text) return fallback
    const value = parse(text)
    if (value !== undefined) return value
    problems.push(`${name}: ${hint}`)
    return fallback
  }
  const config: Config = {
    port: read("PORT", 8080, { parse: parsePort, hint: "give a port from 0 to 65535" }),
    host: read("HOST", "127.0.0.1", { parse: asText, hint: "give a host name or address" }),
    publicUrl: read("PUBLIC_URL", null, ADDRESS),
    databaseUrl: read("DATABASE_URL", null, DATABASE),
    dataDir: read("ROLLCALL_DATA_DIR", ".rollcall", { parse: asText, hint: "give a directory" }),
    encryptionKeys: read("ROLLCALL_ENCRYPTION_KEYS", null, KEYS),
    apiToken: read("ROLLCALL_API_TOKEN", null, TOKEN),
    systems: Object.fromEntries(
      systems.map((system) => {
        const hosts = system.hosts.map((host) => [host, read(baseUrlSetting(system.id, host), null, ADDRESS)])
        const given = Object.fromEntries(hosts.filter(([, url]) => url !== null))
        return [system.id, { hosts: given, client: readClient(env, system.id, problems) }]
      }),
    ),
    allowPrivateNetwork: read("ROLLCALL_ALLOW_PRIVATE_NETWORK", false, {
      parse: parseFlag,
      hint: "give true or false",
    }),
    proxy: readProxy(read(env.HTTPS_PROXY ? "HTTPS_PROXY" : "https_proxy", null, PROXY), env),
    tokenRate: read("ROLLCALL_TOKEN_RATE", { requests: 500, seconds: 10 }, RATE),
    accountRate: read("ROLLCALL_ACCOUNT_RATE", { requests: 500, seconds: 10 }, RATE),
    keepDays: read("ROLLCALL_KEEP_DAYS", 365, { parse: parseDays, hint: "give whole days, at least 1" }),
    roles: read("ROLLCALL_ROLES", ROLES, { parse: parseRoles, hint: "give api, worker or api,worker" }),
    logLevel: read("LOG_LEVEL", "info", { parse: parseLevel, hint: `give one of ${LOG_LEVELS.join(", ")}` }),
  }
  if (!config.allowPrivateNetwork) problems.push(...privateAddresses(config))
  if (problems.length > 0) throw new BadSettings(problems)
  return config
}

/** What every call would be refused for. Names are only looked up when a call is made. */
function privateAddresses({ systems }: Config): string[] {
  const hint = "give one, or set ROLLCALL_ALLOW_PRIVATE_NETWORK=true for an HR system on your own machine"
  return Object.entries(systems).flatMap(([id, { hosts }]) =>
    Object.entries(hosts)
      .filter(([, url]) => !isPublic(new URL(url)))
      .map(([host]) => `${baseUrlSetting(id, host)}: calls only go to public https addresses: ${hint}`),
  )
}

function isPublic({ hostname, protocol }: URL): boolean {
  try {
    assertPublicHost(hostname, protocol)
    return true
  } catch (error) {
    if (error instanceof EgressRefused) return false
    throw error
  }
}

/** What other programs of ours read: the recipes, and tests. */
const ELSEWHERE = ["ROLLCALL_URL", "ROLLCALL_TOKEN", "ROLLCALL_EMBEDDED_IMAGE"]
const OWN_SETTINGS = [
  ...["DATA_DIR", "ENCRYPTION_KEYS", "API_TOKEN", "ALLOW_PRIVATE_NETWORK", "TOKEN_RATE", "ACCOUNT_RATE"].map(
    (name) => `ROLLCALL_${name}`,
  ),
  ...["ROLLCALL_KEEP_DAYS", "ROLLCALL_ROLES", "ROLLCALL_SANDBOX_PORT"],
  ...["PORT", "HOST", "PUBLIC_URL", "DATABASE_URL", "LOG_LEVEL", "HTTPS_PROXY"],
]

const settingOf = (id: string, name: string): string => `${id.toUpperCase()}_${name}`
const baseUrlSetting = (id: string, host: string): string =>
  settingOf(id, host === "production" ? "BASE_URL" : `${host.toUpperCase()}_BASE_URL`)

const settingsOf = ({ id, hosts }: System): string[] => [
  ...hosts.map((host) => baseUrlSetting(id, host)),
  ...["CLIENT_ID", "CLIENT_SECRET"].map((name) => settingOf(id, name)),
]

/** `near`: what was probably meant. */
export type UnknownSetting = { name: string; near?: string }

/** Settings with a prefix of ours that nobody reads: misspelt, or of another version. */
export function unknownSettings(env: Env, systems: readonly System[]): UnknownSetting[] {
  const prefix = new RegExp(`^(${["rollcall", ...systems.map(({ id }) => id)].join("|")})_`.toUpperCase())
  const known = [...OWN_SETTINGS, ...systems.flatMap(settingsOf)]
  const unknown = Object.keys(env).filter((name) => prefix.test(name) && ![...known, ...ELSEWHERE].includes(name))
  // A prefix that all have would make strangers alike.
  const bare = (name: string) => name.replace(prefix, "")
  const nearAmong = (name: string, names: readonly string[]) =>
    names.find((one) => bare(one) === nearest(bare(name), names.map(bare)))
  return unknown.map((name) => {
    const [own] = prefix.exec(name) ?? []
    const alike = known.filter((one) => own !== undefined && one.startsWith(own))
    const near = nearAmong(name, alike) ?? nearAmong(name, known)
    return near === undefined ? { name } : { name, near }
  })
}

const parseLevel = (text: string) => LOG_LEVELS.find((one) => one === text)
const parseRoles = (text: string): readonly Role[] | undefined => {
  const names = text.split(",").map((name) => name.trim())
  const roles = ROLES.filter((role) => names.includes(role))
  return roles.length === names.length ? roles : undefined
}
const asText = (text: string): string | undefined => text
const parseFlag = (text: string) =>
  /^(true|1|yes)$/i.test(text) ? true : /^(false|0|no)$/i.test(text) ? false : undefined
const parsePort = (text: string) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined)
const parseDays = (text: string) => (/^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined)
const parseToken = (text: string) => (/^[\x21-\x7e]{16,512}$/.test(text) ? text : undefined)

function parseUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, username, password, search, hash } = new URL(text)
  const isPlain = /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === "")
  return isPlain ? text.replace(/\/+$/, "") : undefined
}

const parseProxy = (text: string) =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? new URL(text).href : undefined

const readProxy = (url: string | null, env: Env): WebProxy | null => {
  const except = (env.NO_PROXY ?? env.no_proxy ?? "").split(/[\s,]+/).filter((entry) => entry !== "")
  return url === null ? null : { url, except }
}

const parseDatabaseUrl = (text: string) =>
  URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol) ? text : undefined

function parseRate(text: string): Rate | undefined {
  const [requests, seconds] = /^\d{1,9}\/\d{1,9}(\.\d{1,3})?$/.test(text) ? text.split("/").map(Number) : []
  return requests && seconds ? { requests, seconds } : undefined
}

/** `id:base64` pairs, separated by commas. */
export function parseKeys(text: string): readonly [Key, ...Key[]] | undefined {
  const keys = text.split(",").map((pair): Key | undefined => {
    const [id = "", encoded = "", ...more] = pair.trim().split(":")
    // Buffer skips what is not base64: a mistyped key would be another key.
    const isKey = /^[A-Za-z0-9+/]{43}=?$/.test(encoded) && more.length === 0
    return KEY_ID.test(id) && isKey ? { id, secret: Buffer.from(encoded, "base64") } : undefined
  })
  const [first, ...rest] = keys.filter((key) => key !== undefined)
  const isUnique = new Set(keys.map((key) => key?.id)).size === keys.length
  return first && isUnique && rest.length + 1 === keys.length ? [first, ...rest] : undefined
}

const ADDRESS: Kind<string> = {
  parse: parseUrl,
  hint: "give an http or https address, for example https://rollcall.example.com",
}
const PROXY: Kind<string> = {
  parse: parseProxy,
  hint: "give the proxy's address, for example http://proxy.internal:3128 or http://user:password@proxy.internal:3128",
}
const DATABASE: Kind<string> = {
  parse: parseDatabaseUrl,
  hint: "give a PostgreSQL address: postgres://user:password@host:5432/name",
}
const TOKEN: Kind<string> = { parse: parseToken, hint: "give at least 16 visible characters without spaces" }
const RATE: Kind<Rate> = { parse: parseRate, hint: "give requests/seconds, for example 500/10" }
const KEYS: Kind<readonly [Key, ...Key[]]> = {
  parse: parseKeys,
  hint: "give id:key, the key being 32 bytes in base64 (make one with `npx rollcall create-key`); several are separated by commas, the first one seals",
}

function readClient(env: Env, system: string, problems: string[]): SystemConfig["client"] {
  const names = [settingOf(system, "CLIENT_ID"), settingOf(system, "CLIENT_SECRET")]
  const [id, secret] = names.map((name) => env[name]?.trim())
  if (id && secret) return { id, secret }
  if (id || secret) problems.push(`${names.join(", ")}: give both or neither`)
  return null
}
