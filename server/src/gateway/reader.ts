import {
  type Allowance,
  type Api,
  type AskedList,
  authFields,
  type Budget,
  bindList,
  type Connector,
  isTimeZone,
  type List,
  listCall,
  type OpenAnswer,
  type PageRequest,
  pageOf,
  type ReadList,
  type Remote,
  type RemotePage,
  readList,
  readPage,
  readWholeList,
  START,
  settingsIn,
  UpstreamError,
  type WholeAnswer,
  type WireRequest,
} from "@rollcall/connector-kit"
import type { Account, Accounts, AccountUpstream, Priority } from "../accounts/index.js"
import { askLists } from "./asked-lists.js"
import { dayIn } from "./company-day.js"
import type { KeptLists } from "./kept-lists.js"

/** One caller's call may take this long: clients give up after 30 s. */
export const CALL_MS = 25_000
/** Of it mappings of users may run for so long: a page of 500 rows takes one of them. */
const REVISING_MS = 3_000

/** Reads of one account: identical reads at the same moment share one upstream call. */
export type Reader = {
  /** A whole answer to a read. */
  fetch(request: WireRequest): Promise<WholeAnswer>
  /** A read whose answer may be long and goes on as a stream. */
  open(request: WireRequest): Promise<OpenAnswer>
  /** A write, which is not begun when its caller is gone, and not ended when its caller goes. */
  write(request: WireRequest): Promise<WholeAnswer>
  account: Account
  connector: Connector
  api: Api
  budget: Budget
  /** What mappings of users may take of the call. */
  allowance: Allowance
  /** Milliseconds since the epoch. */
  now(): number
  page(request: PageRequest): Promise<RemotePage>
  /** A small list, whole, kept for a short time. */
  reference(asked: AskedList): Promise<readonly Remote[]>
  /** The company's day. */
  today(): Promise<string>
  /** IANA name of the zone that the company's day is read in: UTC while the company's own is not known. */
  timeZone(): Promise<string>
  /** The company's own; undefined: it says none, or its places of work can't be read. */
  ownTimeZone(): Promise<string | undefined>
}

export type FindReference = (list: List) => Promise<readonly Remote[] | undefined>

export type ReaderDeps = {
  accounts: Pick<Accounts, "upstream">
  /** Small tables that are kept for the account. */
  references: KeptLists<readonly Remote[]>
  /** Answers that hold several pages of a list. */
  answers: KeptLists<ReadList>
  /** Whom answers and values are kept for; the account, unless said. */
  keptFor?: string
  /** Rows that calls are built from, where they are known already. */
  findReference?: FindReference
  /** Values that lists are read for. */
  values: KeptLists<readonly string[]>
  /** Reads on their way, by account and call. */
  inFlight: Map<string, Promise<WholeAnswer>>
  /** Told of every upstream call that is begun. */
  onCall?(): void
  /** What is made of the rows of every page before anybody sees them. */
  tidy?(list: List, page: Pick<RemotePage, "rows" | "hasOddEscapes" | "cut" | "lacking">): Remote[]
}

type Opened = {
  account: Account
  connector: Connector
  priority: Priority
  /** Fires when the caller goes away: reads end then, and no write begins. */
  signal: AbortSignal
  /** True: the call writes, and what it reads before and after that belongs to it. */
  writes?: boolean
}

export function openReader(deps: ReaderDeps, { account, connector, priority, signal, writes = false }: Opened): Reader {
  const { api } = connector
  const upstream = deps.accounts.upstream(account, priority)
  const { now } = upstream
  const deadlineMs = now() + CALL_MS
  const budget: Budget = writes ? { deadlineMs } : { deadlineMs, signal }
  const fetch = shareReads(deps, { account, priority, upstream, budget })
  // What others may wait for must outlive the caller who began it.
  const lasting = shareReads(deps, { account, priority, upstream, budget: { deadlineMs } })
  const leftMs = () => deadlineMs - now()
  const pages = pagesOf(deps, { account, api, fetch, lasting, leftMs })
  const reading = { account, api, fetch: lasting, lasting, leftMs }
  const everyPage = pagesOf(deps, reading)
  const lists = shareLists(deps, reading, everyPage)
  const live = (list: List) => reference({ list }).catch(noneIfRefused)
  const bound = (list: List) => bindList(list, async (one) => (await deps.findReference?.(one)) ?? live(one))
  const rowsOf = async (list: List) =>
    (await deps.findReference?.(list)) ?? readWholeList(everyPage, { list: await bound(list) })
  const keep = keepValues(deps, reading)
  const asked = askLists({ account, connector, read: pages, today: () => today(), rowsOf, keep })
  const page: Reader["page"] = async (request) => asked({ ...request, list: await bound(request.list) })
  const reference: Reader["reference"] = async (asked) => lists({ ...asked, list: await bound(asked.list) })
  const ownTimeZone = () => companyTimeZone({ account, connector, reference })
  const timeZone = async () => (await ownTimeZone()) ?? "UTC"
  const today = async () => dayIn(await timeZone(), new Date(now()))
  const open = (request: WireRequest) => upstream.open(request, budget)
  const write = (request: WireRequest) => upstream.fetch(request, { deadlineMs, begins: signal })
  const allowance = { leftMs: REVISING_MS }
  const reads = { fetch, open, page, reference, today, timeZone, ownTimeZone, allowance }
  return { account, connector, api, budget, now, write, ...reads }
}

type Fetch = Reader["fetch"]
type Reading = { account: Account; api: Api; fetch: Fetch; lasting: Fetch; leftMs(): number }

/** An answer that holds several pages is read once for all of them. */
function pagesOf(deps: ReaderDeps, { account, api, fetch, lasting, leftMs }: Reading): Reader["page"] {
  const { tidy, answers, keptFor = account.id } = deps
  const tidied = <R extends ReadList>(list: List, read: R): R => (tidy ? { ...read, rows: tidy(list, read) } : read)
  return async (request) => {
    const { list } = request
    if (!list.page.isWhole) return tidied(list, await readPage(api, fetch, request))
    const load = async () => tidied(list, await readList(api, lasting, request))
    const read = () => answers.read(keptFor, callText(listCall(api, request)), load)
    return pageOf(await unlessLate(read(), { again: read, leftMs }), request)
  }
}

function shareLists(deps: ReaderDeps, { account, api, leftMs }: Reading, page: Reader["page"]): Reader["reference"] {
  return (asked) => {
    const call = listCall(api, { ...asked, position: START, size: asked.list.page.maxSize })
    const read = () => deps.references.read(account.id, callText(call), () => readWholeList(page, asked))
    return unlessLate(read(), { again: read, leftMs })
  }
}

function keepValues({ values, keptFor }: ReaderDeps, { account, leftMs }: Reading) {
  return (key: string, find: () => Promise<readonly string[]>) => {
    const read = () => values.read(keptFor ?? account.id, key, find)
    return unlessLate(read(), { again: read, leftMs })
  }
}

type Sharing = { account: Account; priority: Priority; upstream: AccountUpstream; budget: Budget }

/** The shared read has no signal, because it must outlive the caller who began it. */
function shareReads(
  { inFlight, onCall }: ReaderDeps,
  { account, priority, upstream, budget }: Sharing,
): Reader["fetch"] {
  /** Where nobody waits, a list that is known to take long may take it twice. */
  const lastMs = ({ patienceMs = 0 }: WireRequest) =>
    priority === "live" ? budget.deadlineMs : Math.max(budget.deadlineMs, upstream.now() + 2 * patienceMs)
  const start = (key: string, request: WireRequest) => {
    onCall?.()
    const started = upstream.fetch(request, { deadlineMs: lastMs(request) }).finally(() => {
      if (inFlight.get(key) === started) inFlight.delete(key)
    })
    inFlight.set(key, started)
    return started
  }
  return async (request) => {
    budget.signal?.throwIfAborted()
    const key = `${account.id} ${callText(request)}`
    const running = inFlight.get(key)
    if (!running) return start(key, request)
    return unlessLate(running, {
      again: () => start(key, request),
      leftMs: () => budget.deadlineMs - upstream.now(),
    })
  }
}

/** Reads by POST have one address and different bodies. */
const callText = ({ method, path, body = "" }: WireRequest) => `${method} ${path} ${String(body)}`

type Again<T> = { again(): Promise<T>; leftMs(): number }

/** The one who began a shared read may have had less time left than we have. */
async function unlessLate<T>(running: Promise<T>, { again, leftMs }: Again<T>): Promise<T> {
  try {
    return await running
  } catch (error) {
    if (!isTimeout(error) || leftMs() < 1_000) throw error
    return again()
  }
}

const isTimeout = (error: unknown) => error instanceof UpstreamError && error.reason === "timeout"

/** The company's own zone; undefined: its places of work say none, or can't be read. */
async function companyTimeZone({
  account,
  connector,
  reference,
}: Pick<Reader, "account" | "connector" | "reference">): Promise<string | undefined> {
  try {
    const table = timeZoneSetting(account) === undefined ? connector.companyDay?.table : undefined
    return timeZoneOf(connector, account, table ? await reference({ list: table }) : [])
  } catch (error) {
    if (isRefusal(error)) return timeZoneOf(connector, account, [])
    throw error
  }
}

/**
 * With the rows of the company's table, if it has one. What `context.sync` says wins, then what the HR system says, then
 * the setting that the customer gave. What is no zone is passed over.
 */
export function timeZoneOf(connector: Connector, account: Account, rows: readonly Remote[]): string | undefined {
  const { companyDay } = connector
  const said = () => (companyDay?.table ? companyDay.timeZone(rows) : undefined)
  const declared = () =>
    companyDay?.setting && settingsIn(authFields(connector.auth), account.context)[companyDay.setting]
  return timeZoneSetting(account) ?? zoneIn(said()) ?? zoneIn(declared())
}

/** `context.sync.time_zone` of the account, if it is the name of a zone. */
function timeZoneSetting({ context }: Account): string | undefined {
  const { sync } = context
  return typeof sync === "object" && sync !== null && "time_zone" in sync ? zoneIn(sync.time_zone) : undefined
}

const zoneIn = (value: unknown): string | undefined =>
  typeof value === "string" && isTimeZone(value) ? value : undefined

/** What is refused has no rows. */
export function noneIfRefused(error: unknown): Remote[] {
  if (isRefusal(error)) return []
  throw error
}

/** The HR system does not let this account have the thing: no permission, no module, no such row. */
export const isRefusal = (error: unknown): boolean => error instanceof UpstreamError && error.verdict === "skip"
