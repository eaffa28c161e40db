/**
 * The only way out: an undici dispatcher whose sockets go to public addresses, unless the operator allows private
 * ones. It checks the address that is connected to, so names that resolve elsewhere later, IP literals in any
 * notation and mapped addresses are all caught. It follows no redirects. Connections to a host are shared out between
 * accounts (shares.ts), and the operator may name a proxy for the way to the HR system (proxy.ts).
 */
import { lookup as lookUpName } from "node:dns"
import { isIP, type LookupFunction } from "node:net"
import ipaddr from "ipaddr.js"
import { Agent, buildConnector, type Dispatcher } from "undici"
import { throughProxy, type WebProxy } from "./proxy.js"

export class EgressRefused extends Error {
  readonly code = "ROLLCALL_EGRESS"
}

export type Egress = {
  /** To targets that callers name. */
  dispatcher: Dispatcher
  /** To the HR system, through the operator's proxy if there is one. */
  upstream: Dispatcher
  /** Throws `EgressRefused` for what can be told without looking the name up. */
  assertAllowed(url: URL): void
  close(): Promise<void>
}

/**
 * Webhooks of one origin may all hang at once (see workers.ts), or all places at an HR system be taken, and one more
 * call is still served.
 */
const CONNECTIONS_PER_ORIGIN = 512

const CONNECT_MS = 10_000

/** `connectMs`: for a connection, and for a proxy's tunnel. */
export type EgressSettings = { allowPrivateNetwork: boolean; proxy?: WebProxy | null; connectMs?: number }

export function createEgress({ allowPrivateNetwork, proxy, connectMs = CONNECT_MS }: EgressSettings): Egress {
  const connect = buildConnector({ timeout: connectMs, ...(allowPrivateNetwork ? {} : { lookup: guardedLookup }) })
  const guarded: buildConnector.connector = (options, callback) => {
    try {
      if (!allowPrivateNetwork) assertPublicHost(options.hostname, options.protocol)
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), null)
      return
    }
    connect(options, callback)
  }
  const dispatcher = new Agent({
    connect: guarded,
    connections: CONNECTIONS_PER_ORIGIN,
    keepAliveTimeout: 10_000,
    allowH2: false,
  })
  const assertAllowed = ({ hostname, protocol }: URL) => {
    if (!allowPrivateNetwork) assertPublicHost(hostname, protocol)
  }
  const ways = { direct: dispatcher, connections: CONNECTIONS_PER_ORIGIN, tunnelMs: connectMs, assertAllowed }
  const proxied = proxy ? throughProxy({ ...ways, proxy }) : undefined
  return {
    dispatcher,
    upstream: proxied?.dispatcher ?? dispatcher,
    assertAllowed,
    close: async () => {
      await Promise.all([dispatcher.close(), proxied?.close()])
    },
  }
}

/** A proxy that looks it up would mean its own machine by it. */
const THIS_MACHINE = /(^|\.)localhost\.?$/i

/** Refuses plain http, this machine's name, and IP literals that are not public. Other names are checked when they are looked up. */
export function assertPublicHost(hostname: string, protocol: string): void {
  if (protocol !== "https:") throw new EgressRefused(`${protocol}//${hostname} is not https`)
  if (THIS_MACHINE.test(hostname)) throw new EgressRefused(`${hostname} is not a public address`)
  const bare = hostname.replace(/^\[|\]$/g, "")
  const isNumeric = isIP(bare) !== 0 || /^(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*\.?$/i.test(bare)
  if (isNumeric && !isPublicAddress(bare)) throw new EgressRefused(`${hostname} is not a public address`)
}

/** Any notation; IPv4 mapped into IPv6 counts as the IPv4 address, other ways to write one inside IPv6 are refused. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  // Public IPv6 is 2000::/3; the list of special ranges lacks some outside of it (::127.0.0.1 written as ::7f00:1).
  const isGlobal = parsed instanceof ipaddr.IPv4 || (parsed.parts[0] ?? 0) >> 13 === 1
  return isGlobal && parsed.range() === "unicast"
}

/** Refuses a name when any of its addresses is not public; the checked address is the one connected to. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookUpName(hostname, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0]
    if (error || !first) return callback(error ?? new EgressRefused(`${hostname} has no address`), "", 4)
    const bad = addresses.find(({ address }) => !isPublicAddress(address))
    if (bad) return callback(new EgressRefused(`${hostname} resolves to ${bad.address}, which is not public`), "", 4)
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

export type { WebProxy } from "./proxy.js"
export { createShares, type Place, type Shares } from "./shares.js"
