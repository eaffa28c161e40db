import type { ResourceName, Rows } from "@rollcall/contract"
import type { RemoteQuery, RemoteRequest } from "./api.js"
import type { Remote } from "./remote.js"

/** Facts that a mapping may use besides the row. */
export type MappingContext = {
  /** The company's day, `YYYY-MM-DD`. */
  today: string
}

/**
 * Rows of another list that a mapping needs, read once for a whole page.
 * With `by`: the rows whose column `on` is one of the wanted keys, asked for by id list.
 * Without `by`: a small list, read whole and kept for a short time per account.
 * Without `on`: every row of the list, for every row.
 * A join that the HR system refuses (403, 404), or that the caller excluded, is `undefined` in `joined`.
 */
export type Join<J extends string = string> = {
  path: string
  query?: RemoteQuery
  by?: string
  /** Column of the joined row that answers to a key. */
  on?: string
  /** Keys this row needs; may read joins named in `after`. */
  keys?(row: Remote, joined: Joined<J>): readonly string[]
  /**
   * Values of `by` to ask for, where they are others than the keys. The HR system tells what is wanted only when it is
   * asked for one at a time, so each is a list of its own, kept for a short time. One that is refused has no rows.
   */
  asksOneByOne?(row: Remote, joined: Joined<J>): readonly string[]
  /** Unified fields that need it: when the caller excludes them all, it is not read. */
  feeds: readonly string[]
  /** Joins that must be there first. */
  after?: readonly J[]
  /** True: rows of the page itself may answer, so only the missing ones are asked for. */
  fromSameList?: boolean
}

/** Joined rows of one row by join name; undefined: not read. */
export type Joined<J extends string> = { readonly [name in J]?: readonly Remote[] | undefined }

/**
 * How a list is read for what changed only. Each of `lists` tells, by a change filter, which keys have changed; the rows
 * of those keys are then asked for by `by`. It must cover every list that a row of its own is joined from; small lists
 * that change rarely may be left to the daily whole scan.
 */
export type ChangeFilter = {
  lists: readonly { path: string; query(since: Date): RemoteQuery; key: string }[]
  /** List parameter of the source that takes the keys. */
  by: string
}

/** One list of the HR system that feeds a unified resource. */
export type Source<R extends ResourceName, J extends string = string> = {
  path: string
  /** Sent on every list call. */
  query?: RemoteQuery
  /** Remote columns the mapping relies on; checked by the connector suite. */
  fields: readonly string[]
  joins: { readonly [name in J]: Join<NoInfer<J>> }
  /** Unified fields this list can never give: filtering by one is refused rather than answered with nothing. */
  lacks?: readonly string[]
  /** Prefix of unified ids for rows that are derived, not the HR system's own; none: ids are its own. */
  idPrefix?: string
  /** `read`: `GET {path}/{id}`, falling back to the list. `list`: always from the list by `ids`. */
  single: "read" | "list"
  /** List parameter that takes ids. */
  idsParam: string
  /** Which rows of the list are rows of this resource, told by the row alone; none: all of them. */
  keeps?(row: Remote): boolean
  /** Never throws for odd data: what cannot be read is null. Declared as a method: sources of different joins stand in one list. */
  map(row: Remote, joined: Joined<J>, context: MappingContext): Rows[R]
  /**
   * Filters the HR system applies itself, by filter name. It may keep too much but never too little: the unified
   * filter is always applied after it. Undefined: this value cannot be pushed down.
   */
  push?: { readonly [filter: string]: (value: PushedValue) => RemoteQuery | undefined }
  /** None: a sync reads the whole list and compares. */
  changes?: ChangeFilter
  /** What may be read of a known row when an event says that nothing else can have changed; none: all of it. */
  parts?: { readonly [P in PartName]?: Part<NoInfer<J>> }
  /** True: the mapping looks at the company's day, so rows change at midnight without a change in the HR system. */
  followsToday?: boolean
}

/** own: columns of the row itself. contracts: versions of the person's contract. person: the row of the person it is of. */
export type PartName = "own" | "contracts" | "person"

/**
 * A part of a record. The row is mapped with the joins in `first` and held against what is known of it: when only
 * `fields` differ, and references in them by their id, just the joins of those that differ are read; else all of them.
 * So a field whose value depends on anything that is not read may not be among `fields`.
 */
export type Part<J extends string = string> = { fields: readonly string[]; first?: readonly J[] }

export type PushedValue = { operator: "eq" | "in" | "gt" | "gte" | "lt" | "lte"; values: readonly string[] }

/** What a new row may be built from besides the body. */
export type CreateContext = {
  /**
   * A moment with an offset as the clock on the company's wall shows it, `YYYY-MM-DDTHH:MM:SS`; any other text as it is.
   * Undefined: there is an offset, but the company's time zone is not known.
   */
  toLocal(moment: string): string | undefined
}

export type Create<R extends ResourceName> = {
  /** Small lists the request is built from, by name; read whole, kept shortly. */
  references: Readonly<Record<string, { path: string; query?: RemoteQuery }>>
  /** Builds the call from the validated body; throws `InputProblem`. */
  request(
    body: Readonly<Record<string, unknown>>,
    references: Readonly<Record<string, readonly Remote[]>>,
    context: CreateContext,
  ): RemoteRequest
  /** Columns of the answered row that have to be as they were sent, so that it is known to be the row that was asked for. */
  echoes?: readonly string[]
  /** Index of the source that maps the answered row. */
  source: number
  resource?: R
}

/** A unified resource: the concatenation of its sources' lists. */
export type Resource<R extends ResourceName> = {
  sources: readonly Source<R>[]
  create?: Create<R>
}

/** Infers join names so that `map` can only read declared joins. */
export const defineSource =
  <R extends ResourceName>() =>
  <J extends string>(source: Source<R, J>): Source<R> =>
    source as unknown as Source<R> // J is only a compile-time name list
