/**
 * Reading for the synced copy: a page at a time, with the same lists, joins and mapping as a live list, so that a row
 * is the same either way. A session keeps small lists of its own, so that nothing in it is older than the session.
 * Throws what the upstream loop throws: the caller decides what a failure means for the copy.
 */
import {
  type Connector,
  followList,
  idOf,
  type PagePosition,
  type RowsByIds,
  readByIdsApart,
  UpstreamError,
} from "@rollcall/connector-kit"
import { RESOURCES, type ResourceName } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import { makeStorable } from "../db/storable.js"
import { dayIn } from "./company-day.js"
import type { AnySource } from "./joins.js"
import { type Hinted, type HintedRows, readHinted } from "./pull-hinted.js"
import { ownIdOf } from "./pull-ids.js"
import { type BadRow, mapPage, type PulledRows, type Pulling, unifiedId } from "./pull-rows.js"
import { createTidier } from "./pull-tidy.js"
import { openReader, type Reader, type ReaderParts } from "./reader.js"
import { createReferenceLists } from "./reference-lists.js"
import { readOne } from "./unified-get.js"

/** Where a scan goes on. `list` counts the lists that tell what changed, when only changes are read. */
export type PullPosition = { source: number; page: PagePosition; list?: number }

export type PulledPage = PulledRows & {
  /** Null: the scan is at its end. */
  next: PullPosition | null
  source: number
  /** Rows of the HR system on this page, and in the whole list if it says so. */
  read: number
  total?: number
  /** Ids of all rows of the page, also of those that are no rows of the resource. */
  listed: string[]
  /** Rows of any list that were tidied since the last page, because a character in them can't be kept. */
  replaced: BadRow[]
}

export type PageReading = {
  /** Only rows that may have changed since then, where the list can tell. */
  since?: Date | undefined
  /** A joined list that says a row twice is taken as it is, although it may leave another out. */
  isLenient?: boolean
}

export type PullSession = {
  page(resource: ResourceName, from: PullPosition, how?: PageReading): Promise<PulledPage>
  /** Rows by their ids. */
  rows(resource: ResourceName, ids: readonly string[]): Promise<PulledRows>
  /** Rows that something says have changed, and no more of them than can have changed. */
  hinted(resource: ResourceName, hinted: Hinted): Promise<HintedRows>
  /** What is there under this id. No row at all: the single read and the list both deny it. */
  one(resource: ResourceName, id: string): Promise<PulledRows>
  today(): Promise<string>
  timeZone(): Promise<string>
}

export type PullOptions = {
  keepsRemote: boolean
  signal: AbortSignal
  /** Told of every upstream call, once however often it has to be tried. */
  onCall?: () => void
  /** The database's time now: the company's day is judged by it. */
  openedAt: Date
  /** The company's zone, when it is known already. */
  timeZone?: string | undefined
  /** True: the same call is made once. For a session of a few seconds. */
  remembers?: boolean
}

export type Puller = {
  open(account: Account, options: PullOptions): PullSession
  resources(account: Account): ResourceName[]
  /** Whether any of the resource's lists can tell what changed. */
  tellsChanges(account: Account, resource: ResourceName): boolean
  /** Resources whose rows change at midnight. */
  followingToday(account: Account): ResourceName[]
  /** Whether a single row can be asked for without the list. */
  readsSingles(account: Account, resource: ResourceName, source: number): boolean
}

type PullerParts = {
  /** Milliseconds that only go forward. */
  now(): number
  connectorOf(account: Account): Connector
  readerParts(account: Account): Pick<ReaderParts, "accounts" | "transport">
  noteForbidden(account: Account, resource: string): Promise<void>
}

export function createPuller(parts: PullerParts): Puller {
  const sourcesOf = (account: Account, resource: ResourceName): readonly AnySource[] =>
    parts.connectorOf(account).resources[resource]?.sources ?? []
  const resources = (account: Account) => RESOURCES.filter((one) => sourcesOf(account, one).length > 0)
  return {
    resources,
    tellsChanges: (account, resource) => sourcesOf(account, resource).some((source) => source.changes),
    followingToday: (account) =>
      resources(account).filter((one) => sourcesOf(account, one).some((source) => source.followsToday)),
    readsSingles: (account, resource, source) => sourcesOf(account, resource)[source]?.single === "read",
    open: (account, options) => openSession(parts, { account, ...options, sourcesOf }),
  }
}

type Opening = PullOptions & {
  account: Account
  sourcesOf(account: Account, resource: ResourceName): readonly AnySource[]
}

function openSession(parts: PullerParts, opening: Opening): PullSession {
  const { account, keepsRemote, sourcesOf } = opening
  const tidier = createTidier()
  const reader = createReaderOf(parts, opening, tidier.tidy)
  const pullingOf = (resource: ResourceName, isStrict = true): Pulling => {
    const sources = sourcesOf(account, resource)
    return { reader: reader(), sources, resource, keepsRemote, isStrict, note: tidier.note }
  }
  const pageOf = async (resource: ResourceName, from: PullPosition, how: PageReading = {}): Promise<PulledPage> => {
    const { since, isLenient = false } = how
    const pulling = pullingOf(resource, !isLenient)
    const source = sourceAt(pulling.sources, from.source)
    const read = since && source.changes ? readChanges(pulling, { from, since }) : readWhole(pulling, from)
    return { ...(await read), replaced: tidier.take() }
  }
  return {
    today: () => reader().today(),
    timeZone: () => reader().timeZone(),
    page: async (resource, from, how) => {
      try {
        return await pageOf(resource, from, how)
      } catch (error) {
        if (error instanceof UpstreamError && error.status === 403) await parts.noteForbidden(account, resource)
        throw error
      }
    },
    rows: (resource, ids) => readHinted(pullingOf(resource), { by: "id", ids, known: new Map() }),
    hinted: (resource, hinted) => readHinted(pullingOf(resource), hinted),
    one: (resource, id) => readSingleRow(pullingOf(resource), id),
  }
}

/** A reader has one deadline, so every page gets one of its own. What is kept is kept for the session. */
function createReaderOf(parts: PullerParts, opening: Opening, tidy: NonNullable<ReaderParts["tidy"]>): () => Reader {
  const { account, signal, onCall, openedAt, timeZone, remembers } = opening
  const given = parts.readerParts(account)
  const aheadMs = openedAt.getTime() - given.transport.now()
  const shared: ReaderParts = {
    ...given,
    tidy,
    transport: { ...given.transport, now: () => given.transport.now() + aheadMs },
    references: createReferenceLists(parts.now),
    inFlight: remembers ? new Remembering() : new Map(),
    ...(onCall ? { onCall } : {}),
  }
  const connector = parts.connectorOf(account)
  return () => {
    const opened = openReader(shared, { account, connector, signal })
    if (timeZone === undefined) return opened
    return { ...opened, timeZone: async () => timeZone, today: async () => dayIn(timeZone, new Date(opened.now())) }
  }
}

/** What was read stays. */
class Remembering<K, V> extends Map<K, V> {
  override delete(): boolean {
    return false
  }
}

type ReadPage = Omit<PulledPage, "replaced">

async function readWhole(pulling: Pulling, from: PullPosition): Promise<ReadPage> {
  const { reader, sources } = pulling
  const source = sourceAt(sources, from.source)
  const list = { path: source.path, ...(source.query ? { query: source.query } : {}) }
  const answer = await reader.page({ ...list, position: from.page, limit: reader.api.maxPageSize })
  const mapped = await mapPage(pulling, from.source, answer.rows)
  const { total } = answer.meta
  const next = followList(reader.api.maxPageSize)(from.page, answer)
  return {
    ...mapped,
    source: from.source,
    read: answer.rows.length,
    listed: answer.rows.map((row) => unifiedId(source, row)),
    ...(total === undefined ? {} : { total }),
    next: next ? { source: from.source, page: next } : nextSource(sources, from.source),
  }
}

/** One page of a list that tells which keys changed, and all rows of those keys. */
async function readChanges(pulling: Pulling, { from, since }: { from: PullPosition; since: Date }): Promise<ReadPage> {
  const { reader, sources } = pulling
  const source = sourceAt(sources, from.source)
  const { lists = [], by = "" } = source.changes ?? {}
  const at = from.list ?? 0
  const list = lists[at]
  if (!list) throw new Error(`${source.path} has no list of changes ${at}`)
  const asked = { path: list.path, query: list.query(since), position: from.page, limit: reader.api.maxPageSize }
  const answer = await reader.page(asked)
  const keys = [...new Set(answer.rows.flatMap((row) => idOf(row, list.key) ?? []))]
  const { rows, refused } = await readList(reader, source, { by, ids: keys })
  const next = followList(reader.api.maxPageSize)(from.page, answer)
  const nextList = at + 1 < lists.length ? { source: from.source, page: {}, list: at + 1 } : null
  const mapped = await mapPage(pulling, from.source, rows)
  const unread = [...refused].map((id) => ({ id: `${by} ${id}`, message: "the HR system gives no answer for it" }))
  return {
    rows: mapped.rows,
    bad: [...mapped.bad, ...unread],
    source: from.source,
    read: rows.length,
    listed: [],
    next: next ? { source: from.source, page: next, list: at } : (nextList ?? nextSource(sources, from.source)),
  }
}

type Keys = { by: string; ids: readonly string[] }

async function readList(reader: Reader, { path, query = {} }: AnySource, { by, ids }: Keys): Promise<RowsByIds> {
  if (ids.length === 0) return { rows: [], refused: new Set() }
  return readByIdsApart(reader.api, reader.page, { path, query, by, ids })
}

async function readSingleRow(pulling: Pulling, id: string): Promise<PulledRows> {
  const { reader, sources } = pulling
  for (const [index, source] of sources.entries()) {
    const own = ownIdOf(sources, source, id)
    const found = own === undefined ? undefined : await readOne(reader, source, { id: own, remoteQuery: {} })
    const mapped = found && (await mapPage(pulling, index, [makeStorable(found.row)]))
    if (mapped && mapped.rows.length + mapped.bad.length > 0) return mapped
  }
  return { rows: [], bad: [] }
}

function sourceAt(sources: readonly AnySource[], index: number): AnySource {
  const source = sources[index]
  if (!source) throw new Error(`there is no source ${index}`)
  return source
}

const nextSource = (sources: readonly AnySource[], at: number): PullPosition | null =>
  at + 1 < sources.length ? { source: at + 1, page: {} } : null
