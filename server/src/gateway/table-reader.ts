/**
 * Reading for the mirror: a page of a table at a time, rows by the values of a column, and single rows. Throws what the
 * upstream loop throws: the caller decides what a failure means for the copy.
 */
import {
  type ChangeFeed,
  type Connector,
  type Days,
  errorInSuccess,
  followList,
  idIn,
  type PagePosition,
  type ReadList,
  type Remote,
  type RemotePage,
  type RowsByIds,
  readWholeList,
  type Table,
  toWire,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Account, Priority } from "../accounts/index.js"
import { makeStorable } from "../db/storable.js"
import { askDays } from "./asked-lists.js"
import { createKeptLists, SCANNED_ANSWERS, SCANNED_VALUES, SMALL_TABLES } from "./kept-lists.js"
import { type FindReference, isRefusal, openReader, type Reader, type ReaderDeps } from "./reader.js"
import { readBy } from "./relations.js"
import { createTidier, type Replaced } from "./tidy.js"
import { readOne } from "./unified-get.js"

export type TablePage = {
  rows: Remote[]
  /** Null: the scan is at its end. */
  next: PagePosition | null
  /** Rows in the whole list, if the HR system says so. */
  total?: number
  /** Pages without rows may follow each other. */
  hasGaps?: boolean
  /** Declared columns that the connection has no right to, where the answer says it. */
  lacking?: readonly string[]
}

export type TableSession = {
  /** One page of the table: of what has changed since then, or of these days. */
  page(
    table: Table,
    position: PagePosition,
    asked?: { since?: Date | undefined; days?: Days | undefined },
  ): Promise<TablePage>
  /**
   * All rows with these values, of a table that is read a few values at a time; within these days, if it is read by days.
   * `refused`: values of which nothing is known. Throws where it is all of them.
   */
  ofValues(table: Table, values: readonly string[], days?: Days): Promise<RowsByIds>
  /** Rows whose column has one of the values, as far as the HR system answers for them. */
  by(table: Table, column: string, values: readonly string[]): Promise<RowsByIds>
  /** Whose rows have changed since. Undefined: the HR system does not tell, or can't be understood. */
  changes(feed: ChangeFeed, since: Date): Promise<ReturnType<ChangeFeed["read"]>>
  /** What is there under this id. Undefined: the single read and the list both deny it. */
  one(table: Table, id: string): Promise<Remote | undefined>
  /** Declared columns that the connection has no right to, as the last answer has said; undefined: none has said it. */
  lacking(table: Table): readonly string[] | undefined
  /** Values that were replaced or left out since the last time, because they can't be kept. */
  takeReplaced(): Replaced[]
}

export type TableReader = {
  open(account: Account, options: SessionOptions): TableSession
}

export type SessionOptions = {
  priority: Priority
  signal: AbortSignal
  onCall?(): void
  /** Rows that calls are built from, as the mirror has them. Undefined: they are read. */
  findReference?: FindReference
}

type TableReaderDeps = Pick<ReaderDeps, "accounts"> & {
  /** Milliseconds that only go forward. */
  now(): number
  connectorOf(account: Account): Connector
}

export function createTableReader({ now, connectorOf, accounts }: TableReaderDeps): TableReader {
  const answers = createKeptLists<ReadList>(now, SCANNED_ANSWERS)
  const values = createKeptLists<readonly string[]>(now, SCANNED_VALUES)
  let sessions = 0
  return {
    open(account, { priority, signal, onCall, findReference }) {
      const tidier = createTidier()
      const lacking = new Map<string, readonly string[]>()
      const tidy: ReaderDeps["tidy"] = (list, page) => {
        if (page.lacking) lacking.set(list.name, page.lacking)
        return tidier.tidy(list, page)
      }
      // Nothing that another session has read is new enough.
      const keptFor = `session-${++sessions}`
      const connector = connectorOf(account)
      const shared: ReaderDeps = {
        accounts,
        references: createKeptLists<readonly Remote[]>(now, SMALL_TABLES),
        answers,
        keptFor,
        values,
        inFlight: new Map(),
        ...(onCall ? { onCall } : {}),
        ...(findReference ? { findReference } : {}),
      }
      return sessionOf({
        // A reader has one deadline, so every read gets one of its own.
        reader: () => openReader({ ...shared, tidy }, { account, connector, priority, signal }),
        takeReplaced: tidier.take,
        lacking: ({ name }) => lacking.get(name),
        forget() {
          answers.forget(keptFor)
          values.forget(keptFor)
        },
      })
    },
  }
}

type Session = Pick<TableSession, "takeReplaced" | "lacking"> & { reader(): Reader; forget(): void }

function sessionOf({ reader, takeReplaced, lacking, forget }: Session): TableSession {
  /** For reads of many pages or calls, each of which gets a deadline of its own. */
  const patient = (): Reader => ({ ...reader(), page: (request) => reader().page(request) })
  return {
    takeReplaced,
    lacking,
    async page(table, position, { since, days } = {}) {
      // A scan that begins again wants to see what is there now.
      if (Object.keys(position).length === 0) forget()
      const news = since && typeof table.changes === "function" ? table.changes(since) : {}
      const query = { ...news, ...askDays(table, days) }
      const answer = await reader().page({ list: table, position, size: table.page.maxSize, query })
      const next = followList(table.page)(position, answer)
      if (next === null) forget()
      return tablePage(table, answer, next)
    },
    async ofValues(table, values, days) {
      if (values.length === 0) return { rows: [], refused: new Set() }
      forget()
      return readOfValues(patient(), table, { values, days })
    },
    async by(table, column, values) {
      if (values.length === 0) return { rows: [], refused: new Set() }
      // What is asked for by name is wanted as it is now.
      forget()
      return readBy(patient(), table, { column, values })
    },
    changes: (feed, since) => readFeed(reader(), feed, since),
    async one(table, id) {
      forget()
      const found = await readOne(patient(), table, { id, remoteQuery: {} })
      return found && idIn(table, found.row) === id ? makeStorable(found.row) : undefined
    },
  }
}

type OfValues = { values: readonly string[]; days: Days | undefined }

async function readOfValues(reader: Reader, table: Table, { values, days }: OfValues): Promise<RowsByIds> {
  const { perValue, name } = table
  if (!perValue) throw new Error(`${name} is not read a few values at a time`)
  const refused = new Set<string>()
  const read: Reader["page"] = async (request) => {
    const page = await reader.page(request)
    for (const value of page.refused ?? []) refused.add(value)
    return page
  }
  const query = { [perValue.parameter]: values, ...askDays(table, days) }
  return { rows: await readWholeList(read, { list: table, query }), refused }
}

function tablePage(
  { page: { hasGaps } }: Table,
  { rows, meta, lacking }: RemotePage,
  next: TablePage["next"],
): TablePage {
  return {
    rows,
    next,
    ...(meta.total === undefined ? {} : { total: meta.total }),
    ...(hasGaps ? { hasGaps } : {}),
    ...(lacking ? { lacking } : {}),
  }
}

/** Undefined: the HR system tells nothing by it. */
async function readFeed({ api, fetch }: Reader, feed: ChangeFeed, since: Date) {
  const call = toWire(api, feed.request(since))
  try {
    const body = readRemoteJson((await fetch(call)).body.toString("utf8"))
    return errorInSuccess(api, body, call) ? undefined : feed.read(body)
  } catch (error) {
    if (error instanceof SyntaxError || isRefusal(error)) return undefined
    throw error
  }
}
