import {
  type Allowance,
  idIn,
  type Made,
  type MappingContext,
  type NamedView,
  type Remote,
} from "@rollcall/connector-kit"
import {
  isOwnField,
  type MappingError,
  type MappingReads,
  model,
  type Names,
  type ResourceName,
} from "@rollcall/contract"
import type { Effective, Whole } from "./effective.js"
import type { Outcome, Sandbox } from "./sandbox.js"

type Row = Record<string, unknown>
/** `row` undefined: it is no row any more. */
type Revised = { row: Row | undefined; errors: readonly MappingError[] }

export type Revising = {
  resource: ResourceName
  view: NamedView
  effective: Effective
  reads: MappingReads
  /** Whose expressions these are: nobody else sees anything of them. */
  owner: string
  sandbox: Pick<Sandbox, "run">
}

/** One row's. A row takes a millisecond. */
const ROW_MS = 250
const CHUNK = 50
/** After so many rows of a page that took too long, the others are not tried. */
const MOST_TIMEOUTS = 2
/** What an expression is given of one row, and what a field may be given. */
const MOST_INPUT = 256 * 1024
const MOST_VALUE = 16 * 1024

/** Rows as overrides make them. Where one fails the row is as it is without it, and says so. Never throws. */
export async function reviseRows(
  revising: Revising,
  given: readonly Made[],
  { context, allowance }: Pick<Running, "context" | "allowance">,
): Promise<(Row | undefined)[]> {
  const { effective } = revising
  const made = given.map((one) => ({ ...one, related: inOrder(revising, one.related) }))
  const whole = effective.whole
    ? await runWhole(revising, effective.whole, { made, context, allowance })
    : made.map(({ row }): Revised => ({ row, errors: [] }))
  return whole.map((one, place) => {
    const from = made[place]
    if (!one.row || !from) return undefined
    const added = addFields(revising, one.row, from)
    const errors = [...one.errors, ...added.errors]
    return errors.length > 0 ? { ...added.row, mapping_errors: errors } : added.row
  })
}

/** The relations that are looked at, in one order: what is read live comes in another one than what is kept. */
function inOrder({ view, reads }: Revising, related: Made["related"]): Made["related"] {
  const names = reads.related === "all" ? Object.keys(view.relations) : Object.keys(reads.related)
  const picked = names.flatMap((name) => {
    const [rows, relation] = [Object.hasOwn(related, name) ? related[name] : undefined, view.relations[name]]
    if (rows === undefined || !relation) return []
    const idOf = (row: Remote) => idIn(relation.table, row) ?? ""
    const order = (one: Remote, other: Remote) =>
      idOf(one).length - idOf(other).length || (idOf(one) < idOf(other) ? -1 : Number(idOf(one) > idOf(other)))
    return [[name, isRows(rows) ? rows.toSorted(order) : rows] as const]
  })
  return Object.fromEntries(picked)
}

const isRows = (rows: Remote | readonly Remote[] | null): rows is readonly Remote[] => Array.isArray(rows)

function addFields({ resource, effective }: Revising, row: Row, from: Made): { row: Row; errors: MappingError[] } {
  const added = { ...row }
  const errors: MappingError[] = []
  for (const { field, scope, readValue } of effective.additions) {
    const value = readValue(from)
    const wrong = wrongIn(resource, field, value) ?? lengthOf(value)
    if (wrong !== undefined) errors.push({ scope, field, code: "bad_value", message: wrong })
    else if (value === undefined) delete added[field]
    else added[field] = value
  }
  return { row: added, errors }
}

const lengthOf = (value: unknown): string | undefined =>
  typeof value !== "number" && JSON.stringify(value ?? null).length > MOST_VALUE
    ? `the value is too long: ${MOST_VALUE / 1024} kB are the most`
    : undefined

/** Why a field can't have a value. */
function wrongIn(resource: ResourceName, field: string, value: unknown): string | undefined {
  const { shape } = model[resource].row
  if (!Object.hasOwn(shape, field)) return undefined
  const [issue] = shape[field]?.safeParse(value).error?.issues ?? []
  return issue && [field, ...issue.path.map(String)].join(".").concat(": ", issue.message).slice(0, 300)
}

type Running = { made: readonly Made[]; context: MappingContext; allowance: Allowance }

async function runWhole(revising: Revising, whole: Whole, { made, context, allowance }: Running): Promise<Revised[]> {
  const texts = made.map((one) => inputOf(revising, one, context))
  const outcomes: Outcome[] = texts.map((text) =>
    text === undefined
      ? { kind: "failed", error: { code: "", message: "there is too much to look at" } }
      : { kind: "unrun" },
  )
  let timeouts = 0
  for (let left = openOf(outcomes); left.length > 0; left = openOf(outcomes)) {
    if (timeouts >= (allowance.mostSlow ?? MOST_TIMEOUTS) || allowance.leftMs <= 0) break
    const chunk = left.slice(0, CHUNK)
    const { owner, sandbox } = revising
    const rows = chunk.map((place) => texts[place] ?? "")
    const batch = { owner, source: whole.source, rows, rowMs: ROW_MS, batchMs: allowance.leftMs }
    const { outcomes: found, ranMs } = await sandbox.run(batch)
    allowance.leftMs -= Math.max(1, ranMs)
    timeouts += found.filter(({ kind }) => kind === "timeout").length
    for (const [at, place] of chunk.entries()) outcomes[place] = found[at] ?? { kind: "unavailable" }
    // Nothing was run, so nothing would be.
    if (found.every(({ kind }) => kind === "unrun")) break
  }
  return outcomes.map((outcome, place) => judge(revising, whole, { outcome, row: made[place]?.row ?? {} }))
}

/** Places of rows that are still to be run. */
const openOf = (outcomes: readonly Outcome[]): number[] =>
  outcomes.flatMap(({ kind }, place) => (kind === "unrun" ? [place] : []))

/** Undefined: it is too long. */
function inputOf({ reads, effective }: Revising, { remote, related, row }: Made, { today }: MappingContext) {
  const looks = effective.whole?.reads ?? reads
  const of = (name: string): Names => (looks.related === "all" ? "all" : (looks.related[name] ?? []))
  const shown = Object.entries(related).map(([name, rows]) => [name, pickAll(rows, of(name))] as const)
  const input = {
    remote: pick(remote, looks.remote),
    related: Object.fromEntries(shown),
    unified: pick(row, looks.unified),
    today,
  }
  const text = JSON.stringify(input)
  return text.length <= MOST_INPUT ? text : undefined
}

const pickAll = (rows: Made["related"][string], names: Names) =>
  rows === null || rows === undefined ? null : isRows(rows) ? rows.map((row) => pick(row, names)) : pick(rows, names)

/** What is not looked at is not given: what is read live has more columns than what is kept. */
const pick = (row: Remote, names: Names): Remote =>
  names === "all"
    ? row
    : Object.fromEntries(names.flatMap((name) => (Object.hasOwn(row, name) ? [[name, row[name]]] : [])))

type Judging = { outcome: Outcome; row: Made["row"] }

function judge({ resource }: Revising, { scope }: Whole, { outcome, row }: Judging): Revised {
  const without = (code: MappingError["code"], message: string, more: Partial<MappingError> = {}): Revised => ({
    row: { ...row },
    errors: [{ scope, field: null, code, message, ...more }],
  })
  switch (outcome.kind) {
    case "made":
      break
    case "nothing":
      return without("bad_value", "the expression makes nothing of this row: null drops it, an object is the row")
    case "failed":
      return without("failed", outcome.error.message, positionOf(outcome.error))
    case "timeout":
      return without("timeout", `the expression takes longer than ${ROW_MS} ms for this row`)
    case "memory":
      return without("memory", "the expression takes too much memory for this row")
    case "unrun":
      return without("unavailable", "the time for all rows of the page was over before this one")
    default:
      return without("unavailable", "the expression could not be run now: it is tried again by the next read")
  }
  const { value } = outcome
  if (value === null) return { row: undefined, errors: [] }
  const problem = problemIn(resource, value, row)
  if (problem) return without("bad_value", problem.message, { field: problem.field })
  return { row: { ...(value as Row), id: row.id }, errors: [] } // an object, as `problemIn` has seen
}

const positionOf = ({ position }: { position?: number }) => (position === undefined ? {} : { position })

function problemIn(
  resource: ResourceName,
  value: unknown,
  row: Made["row"],
): { field: string | null; message: string } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { field: null, message: "the expression has to make one object, or null" }
  for (const [field, one] of Object.entries(value)) {
    if (field === "id" && one === row.id) continue
    if (field === "id") return { field, message: "id: has to stay as it is" }
    if (!isOwnField(field))
      return { field: field.slice(0, 64), message: `${field.slice(0, 64)}: can't be the name of a field` }
    const message = wrongIn(resource, field, one)
    if (message !== undefined) return { field, message }
  }
  return undefined
}
