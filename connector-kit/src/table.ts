import type { List, PerValue } from "./list.js"
import type { RemoteQuery, RemoteRequest } from "./request.js"

/** A list parameter that takes values of a column. `atOnce`: most values that one call takes, where there are fewer than usual. */
export type AskedBy = string | { parameter: string; atOnce: number }

/** What the HR system tells of changes besides its lists: whose rows have changed, and not how. */
export type ChangeFeed = {
  /** Column whose values are told; rows can be asked for by it. */
  column: string
  /** A read. */
  request(since: Date): RemoteRequest
  /** Values whose rows have changed, come or gone. `latest`: where the next asking begins. Undefined: the body can't be read. */
  read(body: unknown): { values: readonly string[]; latest?: Date } | undefined
}

/** One list of the HR system. Its name is stored with the rows of the mirror and shown in the progress of a sync, so it stays as it is. */
export type Table = List & {
  /** Columns that mappings read, besides the id. The mirror keeps these, the id and the columns of relations. */
  columns: readonly string[]
  /** List parameters that choose rows by the values of a column; a column that is absent can't be asked by. */
  by: { readonly [column: string]: AskedBy }
  /** The call that reads one row; a 404 says that there is none. */
  one?(id: string): RemoteRequest
  /** True: live reads take the whole list and keep it for a short time, rather than ask by ids. */
  isSmall?: boolean
  /**
   * Chooses the rows that have changed since a moment, and possibly more; or a feed that tells whose rows have. None: the
   * list is read whole and compared.
   */
  changes?: ((since: Date) => RemoteQuery) | ChangeFeed
  perValue?: PerValue & { of: Table }
  /** Parameters with which the list has the row of this id, and maybe others. Undefined: it is no id. For rows that can't be asked for by it. */
  locate?(id: string): RemoteQuery | undefined
  /** Reading it takes a call for each person, or as much: a sync by schedule reads it again after so many hours. */
  restHours?: number
  /** False: it is only read live. Resources that are made of its rows are not synced, and fields that need it are not in the copy. */
  mirrored?: boolean
  /** Small tables, of which a sync reads into the mirror first. */
  references?: Readonly<Record<string, Table>>
}

/** How many values have rows is not known before, and none of them is the last. */
export function table(given: Table): Table {
  if (!given.perValue) return given
  const { end: _end, ...page } = given.page
  return { ...given, page: { ...page, hasGaps: true } }
}

export const parameterOf = (by: AskedBy): string => (typeof by === "string" ? by : by.parameter)
