import { type Access, type Credentials, createUpstream, type Transport, type Upstream } from "@rollcall/connector-kit"
import type { Account, AccountCalls } from "./account.js"
import { factsIn, type IntegrationFacts } from "./integration.js"

/** Calls of one account's HR system. */
export type AccountUpstream = Upstream & {
  /** Address of the HR system, without a trailing slash. */
  baseUrl: string
  /** Milliseconds since the epoch, by which deadlines are told. */
  now(): number
}

/** Its context says where it is. A connection that is being made has no id. */
type Connection = Pick<Account, "integration" | "context"> & { id?: string }
export type TransportOf = (connection: Connection) => Transport

export type Upstreams = {
  /** The one way to an account's HR system: with its credentials and their renewal, its holds, its share of the connections. */
  upstream(account: Account): AccountUpstream
  /** The way for credentials that are not an account's yet: nothing is renewed, held or noted. */
  upstreamWith(connection: Connection, credentials: () => Promise<Credentials>): AccountUpstream
}

type UpstreamDeps = {
  integrations: readonly IntegrationFacts[]
  transportOf: TransportOf
  calls: AccountCalls
}

export function createUpstreams({ integrations, transportOf, calls }: UpstreamDeps): Upstreams {
  const open = (connection: Connection, access: Access): AccountUpstream => {
    const transport = transportOf(connection)
    const { api } = factsIn(integrations, connection.integration)
    return { ...createUpstream(api, transport, access), baseUrl: transport.baseUrl, now: transport.now }
  }
  return {
    upstream: (account) => open(account, accessTo(calls, account)),
    upstreamWith: (connection, credentials) => open(connection, { ...NO_ACCOUNT, credentials }),
  }
}

/** Asked anew each time, so that a limit met by one call, and the removal of the account, are known to all within a second. */
export function accessTo(calls: AccountCalls, account: Account): Access {
  const find = () => calls.find(account.environmentId, account.id)
  return {
    credentials: () => calls.credentials(account),
    renew: (refused) => calls.renew(account, refused),
    heldUntilMs: async () => (await find())?.heldUntil?.getTime() ?? 0,
    hold: (untilMs) => calls.hold(account, new Date(untilMs)),
    probe: () => calls.probe(account),
    isThere: async () => (await find()) !== undefined,
  }
}

const NO_ACCOUNT: Omit<Access, "credentials"> = {
  renew: async () => undefined,
  heldUntilMs: async () => 0,
  probe: async () => undefined,
  hold: async () => {},
  isThere: async () => true,
}
