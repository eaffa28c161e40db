import {
  type Access,
  type Api,
  type Budget,
  type Connector,
  createUpstream,
  type PageRequest,
  type Remote,
  type RemotePage,
  type RemoteQuery,
  readPage,
  readWholeList,
  type Transport,
  type Upstream,
  UpstreamError,
  type WholeAnswer,
  type WireRequest,
} from "@rollcall/connector-kit"
import type { Account, AccountAccess } from "../accounts/index.js"
import { dayIn, isTimeZone } from "./company-day.js"
import type { ReferenceLists } from "./reference-lists.js"

/** One caller's call may take this long; R11 wants an answer within 30 s. */
export const CALL_MS = 25_000

/** Reads of one account: identical reads at the same moment share one upstream call. */
export type Reader = {
  /** A whole answer to a read. */
  fetch(request: WireRequest): Promise<WholeAnswer>
  account: Account
  connector: Connector
  api: Api
  upstream: Upstream
  budget: Budget
  /** Milliseconds since the epoch. */
  now(): number
  page(request: PageRequest): Promise<RemotePage>
  /** A small list, whole, kept for a short time. */
  reference(list: { path: string; query?: RemoteQuery }): Promise<readonly Remote[]>
  /** The company's day. */
  today(): Promise<string>
  /** IANA name of the zone that the company's day is read in. */
  timeZone(): Promise<string>
}

export type ReaderParts = {
  accounts: AccountAccess
  transport: Transport
  references: ReferenceLists
  /** Reads on their way, by account and call. */
  inFlight: Map<string, Promise<WholeAnswer>>
  /** Told of every upstream call that is begun. */
  onCall?(): void
  /** What is made of the rows of every page before anybody sees them. */
  tidy?(path: string, rows: Remote[]): Remote[]
}

type Opened = { account: Account; connector: Connector; signal: AbortSignal }

export function openReader(parts: ReaderParts, { account, connector, signal }: Opened): Reader {
  const { api } = connector
  const { transport } = parts
  const upstream = createUpstream(api, transport, accessOf(parts.accounts, account))
  const budget: Budget = { deadlineMs: transport.now() + CALL_MS, signal }
  const fetch = shareReads(parts, { account, upstream, budget })
  const page = async (request: PageRequest) => {
    const read = await readPage(api, fetch, request)
    return parts.tidy ? { ...read, rows: parts.tidy(request.path, read.rows) } : read
  }
  const reference = (list: { path: string; query?: RemoteQuery }) =>
    parts.references.read(account.id, `${list.path}?${api.writeQuery(list.query ?? {})}`, () =>
      readWholeList(api, page, list),
    )
  const timeZone = () => companyTimeZone({ account, connector, reference })
  const today = async () => dayIn(await timeZone(), new Date(transport.now()))
  return { account, connector, api, upstream, budget, now: transport.now, fetch, page, reference, today, timeZone }
}

type Sharing = { account: Account; upstream: Upstream; budget: Budget }

/** The shared read has no signal, because it must outlive the caller who began it. */
function shareReads(
  { inFlight, transport, onCall }: ReaderParts,
  { account, upstream, budget }: Sharing,
): Reader["fetch"] {
  const start = (key: string, request: WireRequest) => {
    onCall?.()
    const started = upstream.fetch(request, { deadlineMs: budget.deadlineMs }).finally(() => {
      if (inFlight.get(key) === started) inFlight.delete(key)
    })
    inFlight.set(key, started)
    return started
  }
  return async (request) => {
    budget.signal?.throwIfAborted()
    const key = `${account.id} ${request.path}`
    const running = inFlight.get(key)
    if (!running) return start(key, request)
    try {
      return await running
    } catch (error) {
      // The one who began it may have had less time left than we have.
      if (!isTimeout(error) || budget.deadlineMs - transport.now() < 1_000) throw error
      return start(key, request)
    }
  }
}

const isTimeout = (error: unknown) => error instanceof UpstreamError && error.reason === "timeout"

function accessOf(accounts: AccountAccess, account: Account): Access {
  let heldUntilMs = account.heldUntil?.getTime() ?? 0
  return {
    credentials: () => accounts.credentials(account),
    renew: (refused) => accounts.renew(account, refused),
    heldUntilMs: () => Math.max(heldUntilMs, account.heldUntil?.getTime() ?? 0),
    hold: async (untilMs) => {
      heldUntilMs = untilMs
      await accounts.hold(account, new Date(untilMs))
    },
  }
}

/** The account's setting wins. Without the right to read the places of work, the day is UTC's. */
async function companyTimeZone({
  account,
  connector,
  reference,
}: Pick<Reader, "account" | "connector" | "reference">): Promise<string> {
  const { companyDay } = connector
  const set = timeZoneSetting(account)
  if (set !== undefined) return set
  try {
    return companyDay.timeZone(await reference({ path: companyDay.path })) ?? "UTC"
  } catch (error) {
    if (isRefusal(error)) return "UTC"
    throw error
  }
}

/** `context.sync.time_zone` of the account, if it is the name of a zone. */
function timeZoneSetting({ context }: Account): string | undefined {
  const { sync } = context
  if (typeof sync !== "object" || sync === null || !("time_zone" in sync)) return undefined
  return typeof sync.time_zone === "string" && isTimeZone(sync.time_zone) ? sync.time_zone : undefined
}

/** The HR system does not let this account have the thing: no permission, no module, no such row. */
export const isRefusal = (error: unknown): boolean => error instanceof UpstreamError && error.verdict === "skip"
