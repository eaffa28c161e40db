import { givenFields, lostFields, type NamedView, type Withheld } from "@rollcall/connector-kit"
import { type COVERAGE_STATUSES, model, type ResourceName } from "@rollcall/contract"
import type { TableState } from "../../mirror/index.js"
import type { Counts } from "./counts.js"

export type CoverageStatus = (typeof COVERAGE_STATUSES)[number]

/** What is known of a field. `reason`: why it is not available. */
export type Verdict = { status: CoverageStatus; reason: string | null }
/** `since`: when that began, ISO 8601. */
export type Known = Verdict & { since: string }

export type Judging = {
  resource: ResourceName
  /** Of the resource, as the HR system has them. */
  views: readonly NamedView[]
  states: ReadonlyMap<string, Pick<TableState, "state" | "lacking">>
  /** Undefined: the resource was not synced yet. */
  counts: Counts | undefined
}

/** What a row says besides its data. */
const NO_DATA: ReadonlySet<string> = new Set(["remote_data", "mapping_errors"])
const NO_FIELD: Verdict = { status: "not_supported", reason: "the HR system has no such field, or it is not mapped" }
const AVAILABLE: Verdict = { status: "available", reason: null }
const unknown = (reason: string): Verdict => ({ status: "unknown", reason })

/**
 * not_supported: no mapping gives it, and no row has it. not_permitted: no mapping gives it without what the connection
 * may not read. Else available, when rows of the copy have it, be it empty; unknown when none has. Where all lists of the
 * resource are refused its rows are as they were, and nothing is permitted.
 */
export function judgeFields({ resource, views, states, counts }: Judging): Map<string, Verdict> {
  const withheld = withheldIn(states)
  const { fields, reasons } = factsOf(views, withheld)
  const readable = fields.filter(({ view }) => !withheld.tables.has(view.from.name))
  const reasonFor = (name: string) => {
    const reason = reasons.get(name) ?? reasonOf(name, views, withheld)
    reasons.set(name, reason)
    return reason
  }
  const judge = (name: string): Verdict => {
    const isThere = (counts?.fields.get(name)?.given ?? 0) > 0
    if (!fields.some(({ given }) => given.has(name))) return isThere ? AVAILABLE : NO_FIELD
    if (!readable.some(({ given, lost }) => given.has(name) && !lost.has(name)))
      return { status: "not_permitted", reason: reasonFor(name) }
    if (isThere) return AVAILABLE
    if (!counts) return unknown("it was not synced yet")
    return unknown(counts.rows === 0 ? "there are no rows" : "no row has it, and the HR system does not say why")
  }
  const shape = model[resource].row.shape
  const known = Object.keys(shape).filter((name) => !NO_DATA.has(name))
  const others = [...(counts?.fields.keys() ?? [])].filter((name) => !Object.hasOwn(shape, name))
  return new Map([...known, ...others.sort()].map((name) => [name, judge(name)]))
}

type Facts = {
  fields: readonly { view: NamedView; given: ReadonlySet<string>; lost: ReadonlySet<string> }[]
  /** By field, as far as somebody has asked. */
  reasons: Map<string, string>
}

/** Sets of what is withheld, of which connections of one HR system have few. */
const MOST_REMEMBERED = 100
/** By views and what is withheld: that seldom changes, and is asked for with every change of rows. */
const remembered = new WeakMap<readonly NamedView[], Map<string, Facts>>()

function factsOf(views: readonly NamedView[], withheld: Withheld): Facts {
  const known = remembered.get(views) ?? new Map<string, Facts>()
  remembered.set(views, known)
  const key = JSON.stringify([[...withheld.tables].sort(), [...withheld.columns].sort()])
  const before = known.get(key)
  if (before) return before
  const fields = views.map((view) => ({ view, given: givenFields(view), lost: lostFields(view, withheld) }))
  const facts: Facts = { fields, reasons: new Map() }
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(key, facts)
  return facts
}

function withheldIn(states: Judging["states"]): Withheld {
  const refused = [...states].filter(([, { state }]) => state === "refused").map(([name]) => name)
  return {
    tables: new Set(refused),
    columns: new Map([...states].flatMap(([name, { lacking }]) => (lacking.length > 0 ? [[name, lacking]] : []))),
  }
}

/** Each list and column that takes the field away by itself; all of them where only several together do. */
function reasonOf(name: string, views: readonly NamedView[], { tables, columns }: Withheld): string {
  const used = new Set(
    views.flatMap(({ from, relations }) => [from, ...Object.values(relations).map(({ table }) => table)]),
  )
  const names = new Set([...used].map((table) => table.name))
  const lists = [...tables].filter((table) => names.has(table))
  const lacking = [...columns]
    .filter(([table]) => names.has(table))
    .flatMap(([table, all]) => all.map((column) => ({ table, column })))
  const isLost = (alone: Withheld) =>
    views.every(
      (view) => alone.tables.has(view.from.name) || !givenFields(view).has(name) || lostFields(view, alone).has(name),
    )
  const alone = [
    ...lists.filter((table) => isLost({ tables: new Set([table]), columns: new Map() })),
    ...lacking
      .filter(({ table, column }) => isLost({ tables: new Set(), columns: new Map([[table, [column]]]) }))
      .map(({ table, column }) => `${table}.${column}`),
  ]
  const all = [...lists, ...lacking.map(({ table, column }) => `${table}.${column}`)]
  return `the connection may not read ${(alone.length > 0 ? alone : all).join(", ")}`
}

/** What was judged, with the moment from which on it is so. */
export function knownSince(
  verdicts: ReadonlyMap<string, Verdict>,
  { before, now }: { before: ReadonlyMap<string, Known> | undefined; now: Date },
): Map<string, Known> {
  return new Map(
    [...verdicts].map(([name, verdict]) => {
      const was = before?.get(name)
      return [name, { ...verdict, since: was && was.status === verdict.status ? was.since : now.toISOString() }]
    }),
  )
}
