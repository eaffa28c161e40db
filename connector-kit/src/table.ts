import type { List } from "./list.js"
import type { Remote } from "./remote.js"
import type { RemoteQuery, RemoteRequest } from "./request.js"

/** One list of the HR system. Its name is stored with the rows of the mirror and shown in the progress of a sync, so it stays as it is. */
export type Table = List & {
  /** Columns that mappings read, besides the id. The mirror keeps these, the id and the columns of relations. */
  columns: readonly string[]
  /** List parameters that choose rows by the values of a column; a column that is absent can't be asked by. */
  by: { readonly [column: string]: string }
  /** The call that reads one row; a 404 says that there is none. */
  one?(id: string): RemoteRequest
  /** True: live reads take the whole list and keep it for a short time, rather than ask by ids. */
  isSmall?: boolean
  /** Chooses the rows that have changed since a moment, and possibly more. None: the list is read whole and compared. */
  changes?(since: Date): RemoteQuery
  /**
   * The HR system tells what is wanted only when it is asked for one value of a column at a time: a list for each.
   * `values` names them from all rows of `of`. A value that is refused has no rows.
   */
  perValue?: { column: string; parameter: string; of: Table; values(rows: readonly Remote[]): readonly string[] }
  /** False: it is only read live. Resources that are made of its rows are not synced, and fields that need it are not in the copy. */
  mirrored?: boolean
}

export const table = (given: Table): Table => given
