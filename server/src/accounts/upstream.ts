import {
  type Access,
  type Api,
  type Credentials,
  createUpstream,
  type Transport,
  type Upstream,
} from "@rollcall/connector-kit"
import type { Account, AccountCalls } from "./account.js"
import { factsIn, type IntegrationFacts } from "./integration.js"
import type { Priority, Turns } from "./turns.js"

/** Calls of one account's HR system. */
export type AccountUpstream = Upstream & {
  /** Address of the HR system, without a trailing slash. */
  baseUrl: string
  /** Milliseconds since the epoch, by which deadlines are told. */
  now(): number
}

/** Its context says where it is. A connection that is being made has no id. */
type Connection = Pick<Account, "integration" | "context"> & { id?: string }
export type TransportOf = (connection: Connection & { priority: Priority }) => Transport

export type Upstreams = {
  /**
   * The one way to an account's HR system: with its credentials and their refresh, its holds, its share of the connections,
   * and its turn in the budget.
   */
  upstream(account: Account, priority: Priority): AccountUpstream
  /** The way for credentials that are not an account's yet: nothing is refreshed, held or noted. */
  upstreamWith(connection: Connection, credentials: () => Promise<Credentials>): AccountUpstream
}

type UpstreamDeps = {
  integrations: readonly IntegrationFacts[]
  transportOf: TransportOf
  calls: AccountCalls
  turns: Turns
}

export function createUpstreams({ integrations, transportOf, calls, turns }: UpstreamDeps): Upstreams {
  const open = (api: Api, transport: Transport, access: Access): AccountUpstream => ({
    ...createUpstream(api, transport, access),
    baseUrl: transport.baseUrl,
    now: transport.now,
  })
  const make = (account: Account, priority: Priority): AccountUpstream => {
    const { api } = factsIn(integrations, account.integration)
    const caller = { accountId: account.id, limits: api.limits, priority }
    return open(api, transportOf({ ...account, priority }), {
      ...accessTo(calls, account),
      takeTurn: (request, mostMs) => turns.take(caller, request, mostMs),
      endTurn: (rateLimit) => turns.end(account.id, rateLimit),
    })
  }
  // An account is the same object for a second, unless something of it changes.
  const made = new WeakMap<Account, Map<Priority, AccountUpstream>>()
  return {
    upstream(account, priority) {
      const known = made.get(account) ?? new Map<Priority, AccountUpstream>()
      made.set(account, known)
      const upstream = known.get(priority) ?? make(account, priority)
      known.set(priority, upstream)
      return upstream
    },
    upstreamWith(connection, credentials) {
      const { api } = factsIn(integrations, connection.integration)
      return open(api, transportOf({ ...connection, priority: "live" }), { ...NO_ACCOUNT, credentials })
    },
  }
}

/** Asked anew each time, so that a limit met by one call, and the removal of the account, are known to all within a second. */
export function accessTo(calls: AccountCalls, account: Account): Omit<Access, "takeTurn" | "endTurn"> {
  const find = () => calls.find(account.environmentId, account.id)
  return {
    credentials: () => calls.credentials(account),
    refresh: (refused) => calls.refresh(account, refused),
    heldUntilMs: async () => (await find())?.heldUntil?.getTime() ?? 0,
    hold: (untilMs) => calls.hold(account, new Date(untilMs)),
    probe: () => calls.probe(account),
    isThere: async () => (await find()) !== undefined,
  }
}

const NO_ACCOUNT: Omit<Access, "credentials"> = {
  refresh: async () => undefined,
  heldUntilMs: async () => 0,
  probe: async () => undefined,
  hold: async () => {},
  takeTurn: async () => 0,
  endTurn: () => {},
  isThere: async () => true,
}
