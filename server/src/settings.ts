/**
 * Every setting: its environment variable, what it is for, how it is read and what it is when it is not given. Reading,
 * `rollcall settings`, the docs and the search for misspelt names all go by this table: a new setting is an entry here.
 */
import { Buffer } from "node:buffer"
import { KEY_ID, type Key } from "./vault/index.js"

export type Setting<T = unknown, F = unknown> = {
  name: string
  /** What it is for. */
  help: string
  /** Undefined: it is bad. */
  parse(text: string): T | undefined
  /** What to give instead of a bad one. */
  hint: string
  fallback: F
  /** How the fallback is told, where its own text doesn't say it. */
  fallbackText?: string
}

const setting = <T, F>(given: Setting<T, F>): Setting<T, F> => given

export type Rate = { requests: number; seconds: number }
const ROLES = ["api", "worker"] as const
export type Role = (typeof ROLES)[number]
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const

const asText = (text: string): string | undefined => text
const ADDRESS = { parse: parseUrl, hint: "give an http or https address, for example https://rollcall.example.com" }
const DAYS = {
  parse: (text: string) => (/^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined),
  hint: "give whole days, at least 1",
}
const RATE = {
  parse: parseRate,
  hint: "give requests/seconds, for example 500/10",
  fallback: { requests: 500, seconds: 10 },
  fallbackText: "500/10",
}

/** Keys are the names that the server's code knows them by. */
export const SETTINGS = {
  port: setting({
    name: "PORT",
    help: "port of the API",
    parse: parsePort,
    hint: "give a port from 0 to 65535",
    fallback: 8080,
  }),
  host: setting({
    name: "HOST",
    help: "address to listen on",
    parse: asText,
    hint: "give a host name or address",
    fallback: "127.0.0.1",
  }),
  publicUrl: setting({
    name: "PUBLIC_URL",
    help: "address under which callers and HR systems reach the API",
    ...ADDRESS,
    fallback: null,
  }),
  databaseUrl: setting({
    name: "DATABASE_URL",
    help: "a PostgreSQL server, 15 or newer; without it the database is embedded",
    parse: parseDatabaseUrl,
    hint: "give a PostgreSQL address: postgres://user:password@host:5432/name",
    fallback: null,
  }),
  dataDir: setting({
    name: "ROLLCALL_DATA_DIR",
    help: "directory of the embedded database",
    parse: asText,
    hint: "give a directory",
    fallback: ".rollcall",
  }),
  encryptionKeys: setting({
    name: "ROLLCALL_ENCRYPTION_KEYS",
    help: "id:key[,id:key]; required with DATABASE_URL, see create-key",
    parse: parseKeys,
    hint: "give id:key, the key being 32 bytes in base64 (make one with `npx rollcall create-key`); several are separated by commas, the first one seals",
    fallback: null,
    fallbackText: "made once, in the data directory",
  }),
  apiToken: setting({
    name: "ROLLCALL_API_TOKEN",
    help: "the first API token; without it one is made and printed once",
    parse: (text) => (/^[\x21-\x7e]{16,512}$/.test(text) ? text : undefined),
    hint: "give at least 16 visible characters without spaces",
    fallback: null,
  }),
  tokenRate: setting({ name: "ROLLCALL_TOKEN_RATE", help: "requests/seconds of one API token", ...RATE }),
  accountRate: setting({ name: "ROLLCALL_ACCOUNT_RATE", help: "requests/seconds of one account", ...RATE }),
  keepDays: setting({
    name: "ROLLCALL_KEEP_DAYS",
    help: "days for which events and earlier versions of rows are kept",
    ...DAYS,
    fallback: 365,
  }),
  logDays: setting({ name: "ROLLCALL_LOG_DAYS", help: "days for which the log is kept", ...DAYS, fallback: 7 }),
  allowPrivateNetwork: setting({
    name: "ROLLCALL_ALLOW_PRIVATE_NETWORK",
    help: "let calls go to private addresses",
    parse: parseFlag,
    hint: "give true or false",
    fallback: false,
    fallbackText: "off; on in start",
  }),
  roles: setting({
    name: "ROLLCALL_ROLES",
    help: "what this process does: api, worker or both",
    parse: parseRoles,
    hint: "give api, worker or api,worker",
    fallback: ROLES as readonly Role[],
    fallbackText: "api,worker",
  }),
  logLevel: setting({
    name: "LOG_LEVEL",
    help: `one of ${LOG_LEVELS.join(", ")}`,
    parse: (text) => LOG_LEVELS.find((one) => one === text),
    hint: `give one of ${LOG_LEVELS.join(", ")}`,
    fallback: "info" as (typeof LOG_LEVELS)[number],
  }),
  proxyUrl: setting({
    name: "HTTPS_PROXY",
    help: "a proxy for calls to the HR system; https_proxy is read too",
    parse: parseProxy,
    hint: "give the proxy's address, for example http://proxy.internal:3128 or http://user:password@proxy.internal:3128",
    fallback: null,
  }),
  proxyExceptions: setting({
    name: "NO_PROXY",
    help: "hosts that are reached without the proxy, separated by commas; no_proxy is read too",
    parse: (text) => text.split(/[\s,]+/).filter((entry) => entry !== ""),
    hint: "give host names, separated by commas",
    fallback: [] as readonly string[],
    fallbackText: "none",
  }),
}

/** An HR system that settings may be about, with the names of its hosts, and of what may stand in their addresses. */
export type System = { id: string; name: string; hosts: readonly string[]; fields: readonly string[] }

/** Of one HR system: other addresses for its hosts, by their names, and the operator's OAuth client. */
export function systemSettings({ id, name: system, hosts, fields }: System) {
  const of = (name: string) => `${id.toUpperCase()}_${name}`
  const address = (host: string) =>
    setting({
      name: host === "production" ? of("BASE_URL") : of(`${host.toUpperCase()}_BASE_URL`),
      help: `an address to use instead of ${host === "production" ? system : `${system}'s ${host} host`}`,
      ...templateOf(fields),
      fallback: null,
    })
  const text = { parse: asText, hint: "give it as the HR system shows it", fallback: null }
  return {
    hosts: Object.fromEntries(hosts.map((host) => [host, address(host)])),
    clientId: setting({ name: of("CLIENT_ID"), help: `your OAuth client at ${system}`, ...text }),
    clientSecret: setting({ name: of("CLIENT_SECRET"), help: `the secret of that client`, ...text }),
  }
}

/** An address into which an account's own settings may be filled, such as `http://127.0.0.1:4100/{company_domain}`. */
function templateOf(fields: readonly string[]): Pick<Setting<string>, "parse" | "hint"> {
  const parse = (text: string) => {
    const names = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name)
    return names.every((name) => fields.includes(name)) ? parseUrl(text) : undefined
  }
  if (fields.length === 0) return { parse, hint: ADDRESS.hint }
  return { parse, hint: `${ADDRESS.hint}; ${fields.map((name) => `{${name}}`).join(" and ")} may stand in it` }
}

/** Of the command that brings local HR systems: the first is at this port, each other at the next one. */
const FIRST_LOCAL_PORT = 4100

const localPort = ({ id, name }: System, index: number): Setting => ({
  name: `${id.toUpperCase()}_SANDBOX_PORT`,
  help: `port of the local ${name} of start`,
  parse: parsePort,
  hint: "give a port from 0 to 65535",
  fallback: FIRST_LOCAL_PORT + index,
})

/** The name that was used when there was one. */
const olderPort = (first: System): Setting => ({
  ...localPort(first, 0),
  name: "ROLLCALL_SANDBOX_PORT",
  help: `the older name of ${localPort(first, 0).name}`,
  fallback: null,
})

export const allSettings = (systems: readonly System[]): Setting[] => [
  ...Object.values(SETTINGS),
  ...systems.map(systemSettings).flatMap(({ hosts, ...client }) => [...Object.values(hosts), ...Object.values(client)]),
  ...systems.map(localPort),
  ...systems.slice(0, 1).map(olderPort),
]

/** What a setting is when it is not given, as people write it. */
export function fallbackOf({ fallback, fallbackText }: Setting): string | undefined {
  return fallbackText ?? (fallback === null ? undefined : String(fallback))
}

function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

function parseFlag(text: string): boolean | undefined {
  return /^(true|1|yes)$/i.test(text) ? true : /^(false|0|no)$/i.test(text) ? false : undefined
}

function parseRoles(text: string): readonly Role[] | undefined {
  const names = text.split(",").map((name) => name.trim())
  const roles = ROLES.filter((role) => names.includes(role))
  return roles.length === names.length ? roles : undefined
}

function parseUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, username, password, search, hash } = new URL(text)
  const isPlain = /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === "")
  return isPlain ? text.replace(/\/+$/, "") : undefined
}

function parseProxy(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? new URL(text).href : undefined
}

function parseDatabaseUrl(text: string): string | undefined {
  const isAddress = URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)
  // A name with NUL would end the conversation with the server without a word.
  return isAddress && !text.includes("%00") ? text : undefined
}

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
