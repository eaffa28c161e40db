import {
  InputProblem,
  idColumnOf,
  idIn,
  type Lookups,
  type Remote,
  readWholeList,
  type Table,
  toWire,
  type WantedRows,
} from "@rollcall/connector-kit"
import { readMoment } from "@rollcall/contract"
import { clockIn } from "./company-day.js"
import type { WriteSession } from "./gateway.js"
import { flatten } from "./query.js"
import { readAnswered } from "./read-answered.js"
import { isRefusal, type Reader } from "./reader.js"
import { readBy } from "./relations.js"
import { readOne } from "./unified-get.js"

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
    rows: (wanted) => each<WantedRows>(wanted, byValue),
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

/** What is refused is absent. */
async function each<T>(
  given: Readonly<Record<string, T>>,
  read: (one: T) => Promise<readonly Remote[]>,
): Promise<Lookups> {
  const found = Object.entries(given).map(async ([name, one]) => {
    try {
      return [[name, await read(one)] as const]
    } catch (error) {
      if (isRefusal(error)) return []
      throw error
    }
  })
  return Object.fromEntries((await Promise.all(found)).flat())
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
