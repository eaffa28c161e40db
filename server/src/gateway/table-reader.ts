/**
 * Reading for the mirror: a page of a table at a time, rows by the values of a column, and single rows. Throws what the
 * upstream loop throws: the caller decides what a failure means for the copy.
 */
import {
  type Connector,
  followList,
  idIn,
  type PagePosition,
  type Remote,
  type RowsByIds,
  readByIdsApart,
  readWholeList,
  type Table,
} from "@rollcall/connector-kit"
import type { Account, Priority } from "../accounts/index.js"
import { makeStorable } from "../db/storable.js"
import { openReader, type Reader, type ReaderParts } from "./reader.js"
import { createReferenceLists } from "./reference-lists.js"
import { createTidier, type Replaced } from "./tidy.js"
import { readOne } from "./unified-get.js"

export type TablePage = {
  rows: Remote[]
  /** Null: the scan is at its end. */
  next: PagePosition | null
  /** Rows in the whole list, if the HR system says so. */
  total?: number
}

export type TableSession = {
  /** One page of the table, or of what has changed since then. */
  page(table: Table, position: PagePosition, since?: Date): Promise<TablePage>
  /** All rows of a table that is read a value at a time. */
  ofValue(table: Table, value: string): Promise<Remote[]>
  /** Rows whose column has one of the values, as far as the HR system answers for them. */
  by(table: Table, column: string, values: readonly string[]): Promise<RowsByIds>
  /** What is there under this id. Undefined: the single read and the list both deny it. */
  one(table: Table, id: string): Promise<Remote | undefined>
  /** Values that were replaced or left out since the last time, because they can't be kept. */
  takeReplaced(): Replaced[]
}

export type TableReader = {
  connectorOf(account: Account): Connector
  open(account: Account, options: { priority: Priority; signal: AbortSignal; onCall?(): void }): TableSession
}

type TableReaderDeps = Pick<ReaderParts, "accounts"> & {
  /** Milliseconds that only go forward. */
  now(): number
  connectorOf(account: Account): Connector
}

export function createTableReader({ now, connectorOf, accounts }: TableReaderDeps): TableReader {
  return {
    connectorOf,
    open(account, { priority, signal, onCall }) {
      const tidier = createTidier()
      const connector = connectorOf(account)
      const shared: ReaderParts = {
        accounts,
        references: createReferenceLists(now),
        inFlight: new Map(),
        ...(onCall ? { onCall } : {}),
      }
      // A reader has one deadline, so every read gets one of its own.
      return sessionOf(
        () => openReader({ ...shared, tidy: tidier.tidy }, { account, connector, priority, signal }),
        tidier.take,
      )
    },
  }
}

function sessionOf(reader: () => Reader, takeReplaced: () => Replaced[]): TableSession {
  return {
    takeReplaced,
    async page(table, position, since) {
      const { maxSize: size } = table.page
      const query = since && table.changes?.(since)
      const answer = await reader().page({ list: table, position, size, ...(query ? { query } : {}) })
      const { total } = answer.meta
      const next = followList(table.page)(position, answer)
      return { rows: answer.rows, next, ...(total === undefined ? {} : { total }) }
    },
    async ofValue(table, value) {
      const { perValue, name } = table
      if (!perValue) throw new Error(`${name} is not read a value at a time`)
      return readWholeList(reader().page, { list: table, query: { [perValue.parameter]: [value] } })
    },
    async by(table, column, values) {
      const { api, page } = reader()
      const parameter = table.by[column]
      if (parameter === undefined) throw new Error(`${table.name} can't be asked by ${column}`)
      if (values.length === 0) return { rows: [], refused: new Set() }
      return readByIdsApart(api, page, { list: table, by: parameter, ids: values })
    },
    async one(table, id) {
      const found = await readOne(reader(), table, { id, remoteQuery: {} })
      return found && idIn(table, found.row) === id ? makeStorable(found.row) : undefined
    },
  }
}
