import {
  InputProblem,
  idColumnOf,
  idIn,
  type Lookups,
  type Remote,
  type RemoteQuery,
  type RemoteRequest,
  readWholeList,
  type Step,
  type Table,
  toWire,
  type WantedRows,
  type WireRequest,
} from "@rollcall/connector-kit"
import { readMoment } from "@rollcall/contract"
import { clockIn } from "./company-day.js"
import { flatten } from "./query.js"
import { readAnswered } from "./read-answered.js"
import { noneIfRefused, type Reader } from "./reader.js"
import { readBy } from "./relations.js"
import { readOne } from "./unified-get.js"

/** What the HR system said to a step: the row that it shows, and the answer as it was. */
export type SentAnswer = { row: Remote; body: unknown; headers: Readonly<Record<string, unknown>> }

/**
 * What a write may do in the HR system, for one account and as long as one call may take. Everything is read anew: what was
 * kept from before a write says nothing about it. Throws what the upstream loop throws.
 */
export type WriteSession = {
  reader: Reader
  /** Undefined: there is no such row. */
  row(table: Table, id: string): Promise<Remote | undefined>
  /** All rows that the query tells. */
  list(table: Table, query: RemoteQuery): Promise<readonly Remote[]>
  /** Rows by the names under which they are asked for; what may not be read has none. */
  rows(wanted: Readonly<Record<string, WantedRows>>): Promise<Lookups>
  /** Small tables, kept shortly. */
  references(tables: Readonly<Record<string, Table>>): Promise<Lookups>
  /** The call of a request, without what it is authorised by. */
  wire(request: RemoteRequest, remoteQuery: unknown): WireRequest
  send(step: Step, sent: { request: RemoteRequest; wire: WireRequest }): Promise<SentAnswer>
}

export function openWriteSession(reader: Reader, forgetReads: () => void): WriteSession {
  const row: WriteSession["row"] = async (table, id) => {
    forgetReads()
    return (await readOne(reader, table, { id, remoteQuery: {} }))?.row
  }
  const byValue = async ({ table, column = idColumnOf(table), value }: WantedRows): Promise<readonly Remote[]> => {
    if (column === idColumnOf(table)) {
      const found = await row(table, value)
      return found ? [found] : []
    }
    forgetReads()
    return (await readBy(reader, table, { column, values: [value] })).rows
  }
  return {
    reader,
    row,
    list(table, query) {
      forgetReads()
      return readWholeList(reader.page, { list: table, query })
    },
    rows: (wanted) => each<WantedRows>(wanted, (one) => byValue(one).catch(noneIfRefused)),
    references: (tables) => each(tables, (list) => reader.reference({ list })),
    wire(request, remoteQuery) {
      if (request.method === "GET") throw new InputProblem([{ path: "", message: "a step of a write must write" }])
      const query = { ...request.query, ...flatten((remoteQuery ?? {}) as Record<string, unknown>) } // checked by the schema
      const hasBody = request.method !== "DELETE" || request.body !== undefined
      return toWire(reader.api, { ...request, query, ...(hasBody ? { body: request.body ?? {} } : {}) })
    },
    async send(step, { request, wire }) {
      try {
        const answer = await reader.write(wire)
        return { ...readAnswered(reader.api, answer, { request, step }), headers: answer.headers }
      } finally {
        forgetReads()
      }
    },
  }
}

async function each<T>(
  given: Readonly<Record<string, T>>,
  read: (one: T) => Promise<readonly Remote[]>,
): Promise<Lookups> {
  const found = Object.entries(given).map(async ([name, one]) => [name, await read(one)] as const)
  return Object.fromEntries(await Promise.all(found))
}

/** A moment with an offset on the company's wall; undefined while its zone is not known. */
export const wallClock = (zone: string | undefined) => (given: string) => {
  const moment = readMoment(given)
  if (moment?.offset === undefined) return given
  return zone === undefined ? undefined : clockIn(zone, new Date(moment.atMs))
}

/** Ids of the rows that a predicate holds for. */
export const idsIn = (table: Table, rows: readonly Remote[], isLike: (row: Remote) => boolean): string[] =>
  rows.filter(isLike).flatMap((row) => idIn(table, row) ?? [])
