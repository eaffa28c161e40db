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
/** `origin`: of files that are not at the HR system's own address. */
export type TransportOf = (connection: Connection & { priority: Priority; origin?: string }) => Transport

export type Upstreams = {
  /**
   * The one way to an account's HR system: with its credentials and their refresh, its holds, its share of the connections,
   * and its turn in the budget.
   */
  upstream(account: Account, priority: Priority): AccountUpstream
  /**
   * The way to files of an account at an address that its HR system gave: without its credentials, holds and turns, in its
   * share of the connections to there, and as long as the account is there.
   */
  filesAt(account: Account, origin: string): AccountUpstream
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
    filesAt(account, origin) {
      const { api } = factsIn(integrations, account.integration)
      const { isThere } = accessTo(calls, account)
      const credentials = async () => NO_CREDENTIALS
      return open({ ...api, ...FILE_HOST }, transportOf({ ...account, priority: "live", origin }), {
        ...NO_ACCOUNT,
        credentials,
        isThere,
      })
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

const NO_CREDENTIALS: Credentials = { method: "api_key", secrets: {} }

/** Nothing that it says is about the account: it has the file, or has it in a moment, or has it not. */
const FILE_HOST: Pick<Api, "headers" | "authorize" | "classify" | "readErrorMessage"> = {
  headers: {},
  authorize: () => ({}),
  classify: ({ status }) => (status >= 500 || status === 429 || status === 408 ? "retry" : "stop"),
  readErrorMessage: () => undefined,
}
