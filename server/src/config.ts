/** The only reader of the environment. Every setting is checked before anything starts; secrets are never printed. */

import { nearest } from "@rollcall/contract/nearest"
import { assertPublicHost, EgressRefused, type WebProxy } from "./egress/index.js"
import { BadSettings } from "./errors.js"
import { allSettings, fallbackOf, SETTINGS, type Setting, type System, systemSettings } from "./settings.js"

type Known = typeof SETTINGS
type ValueOf<S> = S extends Setting<infer T, infer F> ? T | F : never

export type Config = Omit<{ [name in keyof Known]: ValueOf<Known[name]> }, "proxyUrl" | "proxyExceptions"> & {
  /** For the way to the HR system. */
  proxy: WebProxy | null
  /** By integration id. */
  systems: Readonly<Record<string, SystemConfig>>
}

/** Addresses that stand in for its hosts, by their names, and the operator's OAuth client. */
export type SystemConfig = {
  hosts: Readonly<Record<string, string>>
  client: { id: string; secret: string } | null
}

type Env = Readonly<Record<string, string | undefined>>
/** Reads one setting; what is bad is noted. */
type Read = <T, F>(setting: Setting<T, F>) => T | F

export function readConfig(env: Env, systems: readonly System[]): Config {
  const problems: string[] = []
  const read: Read = ({ name, parse, fallback, hint }) => {
    // An empty value means not set. Those of proxies are known in small letters too.
    const text = (env[name] || (name.endsWith("_PROXY") ? env[name.toLowerCase()] : undefined))?.trim()
    if (!text) return fallback
    const value = parse(text)
    if (value !== undefined) return value
    problems.push(`${name}: ${hint}`)
    return fallback
  }
  const { proxyUrl, proxyExceptions, ...own } = readAll(SETTINGS, read)
  const config: Config = {
    ...own,
    proxy: proxyUrl === null ? null : { url: proxyUrl, except: proxyExceptions },
    systems: Object.fromEntries(systems.map((system) => [system.id, readSystem(system, read, problems)])),
  }
  if (!config.allowPrivateNetwork) problems.push(...privateAddresses(systems, config))
  if (problems.length > 0) throw new BadSettings(problems)
  return config
}

const readAll = (settings: Known, read: Read): { [name in keyof Known]: ValueOf<Known[name]> } =>
  Object.fromEntries(Object.entries(settings).map(([key, one]) => [key, read<unknown, unknown>(one)])) as never // key by key, as the table says

function readSystem(system: System, read: Read, problems: string[]): SystemConfig {
  const { hosts, clientId, clientSecret } = systemSettings(system)
  const given = Object.entries(hosts).flatMap(([host, address]) => {
    const url = read(address)
    return url === null ? [] : [[host, url] as const]
  })
  const [id, secret] = [read(clientId), read(clientSecret)]
  if ((id === null) !== (secret === null)) problems.push(`${clientId.name}, ${clientSecret.name}: give both or neither`)
  return { hosts: Object.fromEntries(given), client: id !== null && secret !== null ? { id, secret } : null }
}

/** What every call would be refused for. Names are only looked up when a call is made. */
function privateAddresses(systems: readonly System[], config: Config): string[] {
  const hint = "give one, or set ROLLCALL_ALLOW_PRIVATE_NETWORK=true for an HR system on your own machine"
  return systems.flatMap((system) => {
    const { hosts } = systemSettings(system)
    return Object.entries(config.systems[system.id]?.hosts ?? {})
      .filter(([, url]) => !isPublic(new URL(url)))
      .map(([host]) => `${hosts[host]?.name}: calls only go to public https addresses: ${hint}`)
  })
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

/** What others of ours read: the recipes, the documentation's commands, and tests. */
const elsewhere = (systems: readonly System[]): string[] => [
  ...["ROLLCALL_URL", "ROLLCALL_TOKEN", "ROLLCALL_EMBEDDED_IMAGE"],
  ...systems.map(({ id }) => `${id.toUpperCase()}_SANDBOX_URL`),
]

/** `near`: what was probably meant. */
export type UnknownSetting = { name: string; near?: string }

/** Settings with a prefix of ours that nobody reads: misspelt, or of another version. */
export function unknownSettings(env: Env, systems: readonly System[]): UnknownSetting[] {
  const prefix = new RegExp(`^(${["rollcall", ...systems.map(({ id }) => id)].join("|")})_`.toUpperCase())
  const known = allSettings(systems).map(({ name }) => name)
  const read = [...known, ...elsewhere(systems)]
  const unknown = Object.keys(env).filter((name) => prefix.test(name) && !read.includes(name))
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

/** The settings for `--help`: a line each, the value that stands in for one that is not given in brackets. */
export function settingsHelp(systems: readonly System[]): string {
  const all = allSettings(systems)
  const width = Math.max(...all.map(({ name }) => name.length)) + 2
  return all.map((one) => `  ${one.name.padEnd(width)}${one.help}${inBrackets(fallbackOf(one))}`).join("\n")
}

const inBrackets = (text: string | undefined): string => (text === undefined ? "" : ` (${text})`)
