/**
 * The way upstream: unified reads and writes, relations, filters, cursors, the proxy and the custom API.
 * It turns a caller's call into as few calls of the HR system as possible and every failure of it into an `AppError`.
 * Nothing is kept but small tables, values that lists are read for, and answers that hold several pages, for half a minute. It knows connectors only as data, the HR system only by
 * `accounts.upstream`, and neither HTTP routes nor SQL.
 */
import type { Connector, ReadList, Remote, WholeAnswer } from "@rollcall/connector-kit"
import type { Account, Accounts } from "../accounts/index.js"
import type { Clock } from "../clock.js"
import { AppError, noResource } from "../errors.js"
import type { Records } from "../records/index.js"
import type { Signer } from "../vault/cursor.js"
import { callCustom } from "./custom.js"
import { downloadUnified } from "./download.js"
import { toAppError } from "./failures.js"
import type { Gateway, UnifiedCall } from "./gateway.js"
import { ANSWERS, createKeptLists, SMALL_TABLES, VALUES } from "./kept-lists.js"
import { previewRows } from "./preview.js"
import { assertWritable, callProxy } from "./proxy.js"
import { openReader, type Reader } from "./reader.js"
import { getSynced } from "./synced-get.js"
import { listSynced } from "./synced-list.js"
import { isSynced } from "./synced-query.js"
import { getUnified } from "./unified-get.js"
import { listUnified } from "./unified-list.js"
import { openWriteSession } from "./write-session.js"

export type GatewayDeps = {
  accounts: Pick<Accounts, "upstream" | "filesAt" | "recordAccepted" | "recordForbidden">
  records: Records
  clock: Clock
  connectorOf(account: Account): Connector
  signer: Signer
}

export function createGateway(deps: GatewayDeps): Gateway {
  const { signer, clock, connectorOf } = deps
  const run = createRunner(deps)
  const viewsOf = (call: UnifiedCall) => resourceOf(connectorOf(call.account), call).views
  const syncedOf = (call: UnifiedCall) => ({ clock, records: deps.records, views: viewsOf(call), signer })
  return {
    list: async (call) =>
      isSynced(call.query)
        ? listSynced({ call, ...syncedOf(call) })
        : run({ ...call, method: "list" }, (reader) => listUnified({ call, reader, views: viewsOf(call), signer })),
    get: async (call) =>
      isSynced(call.query)
        ? getSynced({ call, ...syncedOf(call) })
        : run({ ...call, method: "get" }, (reader) => getUnified({ call, reader, views: viewsOf(call) })),
    download: (call) =>
      run({ ...call, method: "download" }, (reader) => {
        const { download, views } = resourceOf(reader.connector, call)
        if (!download)
          throw new AppError("request.method_not_allowed", `${reader.connector.name} has no files of ${call.resource}`)
        return downloadUnified({ call, reader, views, download, filesAt: deps.accounts.filesAt })
      }),
    write: (call, act) =>
      run({ ...call, writes: true }, (reader, forgetReads) => {
        assertWritable(reader)
        return act(openWriteSession(reader, forgetReads))
      }),
    proxy: (call) => run({ ...call, writes: isWrite(call.method) }, (reader) => callProxy({ call, reader, signer })),
    custom: (call) =>
      run({ ...call, resource: "custom", method: call.httpMethod, writes: call.httpMethod !== "GET" }, (reader) =>
        callCustom({ call, reader }),
      ),
    preview: (call) =>
      run({ ...call, account: call.tried, method: "list" }, (reader) => {
        const before = resourceOf(connectorOf(call.account), call).views
        return previewRows({ call, reader, before, after: resourceOf(reader.connector, call).views })
      }),
  }
}

const isWrite = (method: string) => method !== "list" && method !== "get"

/** Opens the account, runs the call, and keeps the account's state true to what the HR system said. */
function createRunner(deps: GatewayDeps) {
  const references = createKeptLists<readonly Remote[]>(deps.clock.elapsedMs, SMALL_TABLES)
  const answers = createKeptLists<ReadList>(deps.clock.elapsedMs, ANSWERS)
  const values = createKeptLists<readonly string[]>(deps.clock.elapsedMs, VALUES)
  const inFlight = new Map<string, Promise<WholeAnswer>>()
  const { accounts } = deps
  /** A read that began before a write must not answer one that begins after it. */
  const forgetReads = (accountId: string) => {
    references.forget(accountId)
    answers.forget(accountId)
    values.forget(accountId)
    for (const key of inFlight.keys()) if (key.startsWith(`${accountId} `)) inFlight.delete(key)
  }
  return async <T>(call: Named, act: (reader: Reader, forgetReads: () => void) => Promise<T>): Promise<T> => {
    const { account, life } = call
    const connector = deps.connectorOf(account)
    const shared = { accounts, references, answers, values, inFlight }
    const opened = { account, connector, priority: "live", signal: life.signal, writes: call.writes ?? false } as const
    try {
      const reply = await act(openReader(shared, opened), () => forgetReads(account.id))
      if (!call.isShown) await accounts.recordAccepted(account, call)
      return reply
    } catch (error) {
      const failure = toAppError(error)
      if (failure instanceof AppError && failure.details.remote?.status === 403) {
        await accounts.recordForbidden(account, { resource: call.resource, method: call.method, missingScopes: [] })
      }
      throw failure
    } finally {
      if (call.writes) forgetReads(account.id)
    }
  }
}

type Named = Pick<UnifiedCall, "account" | "life"> & {
  resource: string
  method: string
  writes?: boolean
  isShown?: boolean
}

function resourceOf(connector: Connector, { resource }: Pick<UnifiedCall, "resource">) {
  const found = connector.resources[resource]
  if (!found) throw noResource(connector, resource)
  return found
}

export type { Signer } from "../vault/cursor.js"
export { daysOf } from "./asked-lists.js"
export { dayIn, endOfDay } from "./company-day.js"
export { bindingOf } from "./cursor.js"
export { toAppError } from "./failures.js"
export { filterKeysOf } from "./filter-keys.js"
export * from "./gateway.js"
export { readPresentation } from "./present.js"
export { timeZoneOf } from "./reader.js"
export { isWholeLess } from "./relations.js"
export { rowWithId, showCall, showWritten, unifiedId } from "./show-written.js"
export { assertSynced } from "./synced-query.js"
export {
  createTableReader,
  type SessionOptions,
  type TablePage,
  type TableReader,
  type TableSession,
} from "./table-reader.js"
export type { Replaced } from "./tidy.js"
export { assertId, noUnifiedRow } from "./unified-get.js"
export { idsIn, wallClock } from "./write-session.js"
