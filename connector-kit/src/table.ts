import type { RemoteQuery } from "./api.js"
import { idOf, type Remote } from "./remote.js"

/** One list of the HR system. */
export type Table = {
  /** Stored with the rows of the mirror and shown in the progress of a sync, so it stays as it is. */
  name: string
  /** Path of the list below `Api.root`. */
  path: string
  /** Sent on every list call. */
  query?: RemoteQuery
  /** Column that tells rows apart; `id` unless said. */
  idColumn?: string
  /** Columns that mappings read, besides that one. The mirror keeps these, the id and the columns of relations. */
  columns: readonly string[]
  /** List parameters that choose rows by the values of a column; a column that is absent can't be asked by. */
  by: { readonly [column: string]: string }
  /** True: `GET {path}/{id}` answers one row, and a 404 says that there is none. */
  hasSingle?: boolean
  /** True: live reads take the whole list and keep it for a short time, rather than ask by ids. */
  isSmall?: boolean
  /** Chooses the rows that have changed since a moment, and possibly more. None: the list is read whole and compared. */
  changes?(since: Date): RemoteQuery
  /**
   * The HR system tells what is wanted only when it is asked for one value of a column at a time: a list for each.
   * `values` names them from all rows of `of`. A value that is refused has no rows.
   */
  perValue?: { column: string; parameter: string; of: Table; values(rows: readonly Remote[]): readonly string[] }
}

export const table = (given: Table): Table => given

export const idColumnOf = ({ idColumn = "id" }: Table): string => idColumn

/** What tells a row of the table apart. */
export const idIn = (table: Table, row: Remote): string | undefined => idOf(row, idColumnOf(table))
