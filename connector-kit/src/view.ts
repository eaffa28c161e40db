import type { ResourceName, Rows } from "@rollcall/contract"
import type { Remote } from "./remote.js"
import type { RemoteQuery, RemoteRequest } from "./request.js"
import type { Table } from "./table.js"
import type { LacksOf, WritesOf } from "./writes.js"

/** A column of another relation's rows. */
export type Via = { relation: string; column: string }
export const via = (relation: string, column: string): Via => ({ relation, column })

/**
 * Rows of a table that a mapping needs beside the row. Relations are columns on both sides, so they can be followed
 * from the row to what it shows, and back from a changed row to the rows that show it.
 */
export type Relation = {
  kind: "one" | "many" | "all"
  table: Table
  /** Column of the related rows, and the column of ours that has its value, or a list of values. None: every row, for every row. */
  on?: { theirs: string; ours: string | Via }
  /** Unified fields that need it: when the caller excludes them all, it is not read. */
  fields: readonly string[]
  /** Of a table that is read a value at a time: where the values that matter to a row are. */
  values?: Via
  /** True: it tells whether the row is one of the view, so it is read whatever fields are wanted. */
  decides?: true
}
type On = Readonly<Record<string, string | Via>>
type Options = Pick<Relation, "fields" | "values" | "decides">

/** The row whose column has the value of ours. */
export const one = (table: Table, on: On, options: Options) => ({
  kind: "one" as const,
  table,
  on: readOn(on),
  ...options,
})
/** All rows whose column has the value of ours. */
export const many = (table: Table, on: On, options: Options) => ({
  kind: "many" as const,
  table,
  on: readOn(on),
  ...options,
})
/** The whole table. */
export const all = (table: Table, options: Options) => ({ kind: "all" as const, table, ...options })

function readOn(on: On) {
  const [entry, ...others] = Object.entries(on)
  if (!entry || others.length > 0) throw new Error("a relation has one column on each side")
  return { theirs: entry[0], ours: entry[1] }
}

type Relations = Readonly<Record<string, Relation>>

/**
 * Related rows by relation. Undefined: not read, because the HR system refuses it or the caller excluded its fields.
 * Null: there is no such row.
 */
export type Related<R extends Relations = Relations> = {
  readonly [name in keyof R]?: RowsOf<R[name]["kind"]> | undefined
}
type RowsOf<Kind extends Relation["kind"]> = Kind extends "one" ? Remote | null : readonly Remote[]

/** Facts that a mapping may use besides the row. */
export type MappingContext = {
  /** The company's day, `YYYY-MM-DD`. */
  today: string
}

/** A row with what it is related to, and what the view's mapping has made of it. */
export type Made = { remote: Remote; related: Related; row: Readonly<Record<string, unknown>> }

/** Milliseconds that revisions of one call may take together; what is used is taken off. */
export type Allowance = {
  leftMs: number
  /** After so many rows that took too long the others are not tried; left out: two. */
  mostSlow?: number
}

/**
 * What users of the connector have changed about the rows of a view. It stands beside the mapping, not in it: it may run
 * code of others, which takes its time and fails.
 */
export type Revision = {
  /** Another one makes every row of the view in the synced copy anew, without a call. */
  version: string
  /** Columns that it looks at, by the table's name: they are kept beside those that mappings read. Null: all of them. */
  columns: ReadonlyMap<string, readonly string[] | null>
  /** Whether rows may have another value under this name than the view's mapping gives. */
  changes(field: string): boolean
  /** Names that it gives to rows, beside the model's; null: not known beforehand. */
  fields: readonly string[] | null
  /** The rows as they are to be, in the same order. Undefined: it is no row any more. Never throws. */
  revise(
    made: readonly Made[],
    context: MappingContext,
    allowance: Allowance,
  ): Promise<readonly (Record<string, unknown> | undefined)[]>
}

/** How unified rows come from a table and its relations. */
export type View<Row = unknown, R extends Relations = Relations> = {
  from: Table
  relations: R
  /** Unified fields this table can never give: filtering by one is refused rather than answered with nothing. */
  unsupported?: readonly string[]
  /** Prefix of unified ids for rows that are derived, not the HR system's own; none: ids are its own. */
  idPrefix?: string
  /**
   * Columns by whose values the mapping knows what a row is, such as a kind or a status, of a row that gives every field
   * that a row of this view can give; none: there are no such columns. What a connection may read is told by it.
   */
  example?: Remote
  /** Which rows of the table are rows of this view, told by the row alone; none: all of them. */
  where?(row: Remote): boolean
  /**
   * Undefined: the row is no row of this view, as its related rows tell. Never throws for odd data: what can't be read is
   * null. Declared as a method: views of different relations stand in one list.
   */
  map(row: Remote, related: Related<R>, context: MappingContext): Row | undefined
  /**
   * Filters the HR system applies itself, by filter name. It may keep too much but never too little: the unified
   * filter is always applied after it. Undefined: this value can't be pushed down.
   */
  push?: { readonly [filter: string]: (value: PushedValue) => RemoteQuery | undefined }
  /** True: its rows are only more of the resource. Where its table may not be read, a list goes on without them. */
  mayBeRefused?: true
  /** True: the mapping looks at the company's day, so rows change at midnight without a change in the HR system. */
  followsToday?: boolean
  /** What users have changed about its rows. Not for connectors. */
  revision?: Revision
}

export type PushedValue = { operator: "eq" | "in" | "gt" | "gte" | "lt" | "lte"; values: readonly string[] }

/** Infers relations, so that `map` can only read those that are declared. */
export const view = <Row, const R extends Relations>(given: View<Row, R>): View<Row> => given as unknown as View<Row> // the names of relations are only known to the compiler

export type NamedView<Row = unknown> = View<Row> & { name: string }

/** How the file of a row is read. Pure functions that never throw for odd data. */
export type Download = {
  /** The call that answers the file, or says where it is. */
  request(row: Remote): RemoteRequest
  /** Where the file is, in the JSON of an answer that says it: read without a credential. Undefined: it does not say. */
  addressIn?(body: unknown): string | undefined
  /** The file's name, where its answer has none. */
  nameOf(row: Remote): string | null | undefined
}

/** A unified resource: the rows of its views, one view after another. */
export type Resource<R extends ResourceName = ResourceName> = {
  views: readonly NamedView<Rows[R]>[]
  writes?: WritesOf<R>
  lacks?: LacksOf<R>
  download?: Download
}

/** Names are stored and stand in cursors, so they stay as they are. */
export function resource<R extends ResourceName>(
  _name: R,
  views: Readonly<Record<string, View<Rows[R]>>>,
  more: { writes?: WritesOf<R>; lacks?: LacksOf<R>; download?: Download } = {},
): Resource<R> {
  return { views: Object.entries(views).map(([name, one]) => ({ ...one, name })), ...more }
}
