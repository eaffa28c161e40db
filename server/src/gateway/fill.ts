import { idIn, type List, type MappingContext, neededRelations, type Remote } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import { type Condition, meetsAll } from "./conditions.js"
import type { Position } from "./cursor.js"
import { type AnyView, readRelated, smallTables } from "./relations.js"
import { type Batch, type Scan, scanPages } from "./scan.js"

export type UnifiedRow = Record<string, unknown> & { id: string }
/** A unified row with the row it was made from. */
export type Mapped = { row: UnifiedRow; remote: Remote }

export type Filling = Omit<Scan, "pageSize"> & {
  /** Most rows to answer; Infinity for all that fit into the time. */
  limit: number
  conditions: readonly Condition[]
  isExcluded(field: string): boolean
  /** Read beside the first page. */
  context: Promise<MappingContext>
}

/** Rows of one upstream page that met the filters, in the scan's direction, with the way on and back. */
export type Portion = {
  mapped: Mapped[]
  next: Position | null
  previous: Position | null
  /** True: the time ran out before the page was full. */
  isPartial: boolean
  batch: Batch
}

/** Time kept for the last page and the answer. */
const RESERVE_MS = 6_000

/**
 * Fills one page of the caller's: reads upstream pages, drops what the filters exclude, and reads what only the rest
 * is related to. Filters on fields that need no relation are checked before any is read.
 */
export async function* fill(filling: Filling, from: Position): AsyncGenerator<Portion> {
  const { reader } = filling
  startReferences(filling, from.view)
  let left = filling.limit
  let isFound = false
  let isSparse = filling.conditions.length > 0
  // How many rows a value has, if any, is not known before it is asked for.
  const pageSize = ({ page: { maxSize }, perValue }: List) => (isSparse || perValue ? maxSize : Math.min(maxSize, left))
  for await (const batch of scanPages({ ...filling, pageSize }, from)) {
    const { mapped, isCut } = await takeBatch(filling, batch, left)
    left -= mapped.length
    isFound ||= mapped.length > 0
    isSparse ||= mapped.length < batch.rows.length
    const next = isCut ? edgeAt(batch, mapped.at(-1)) : batch.next
    const isPartial = left > 0 && next !== null && reader.budget.deadlineMs - reader.now() < RESERVE_MS
    // Without a filter there is nothing to ask differently: the scan goes on where it is.
    if (isPartial && !isFound && filling.conditions.length > 0) throw nothingFound()
    yield { mapped, next, previous: wayBack(batch, mapped[0]), isPartial, batch }
    if (left <= 0 || isPartial) return
  }
}

const nothingFound = () =>
  new AppError(
    "filter.too_slow",
    "no row met the filters in the time of one call: filter by something the HR system can look up, such as an id",
  )

/** At most `left` rows of a batch; `isCut` when more of it met the filters. */
async function takeBatch(filling: Filling, batch: Batch, left: number): Promise<{ mapped: Mapped[]; isCut: boolean }> {
  const { view } = batch
  const fed = new Set(Object.values(view.relations).flatMap(({ fields }) => fields))
  const isLate = (field: string) => fed.has(field) || view.revision?.changes(field) === true
  const late = filling.conditions.filter((one) => isLate(one.filter.path[0] ?? ""))
  const early = filling.conditions.filter((one) => !late.includes(one))
  const context = await filling.context
  const isOut = (row: Remote) => {
    if (early.length === 0) return false
    const read = mapRow(view, row, {}, context)
    // What is no row without what it is related to may be one with it.
    return read !== undefined && !meetsAll(read, early)
  }
  const survivors = batch.rows.filter((row) => view.where?.(row) !== false && !isOut(row))
  const map = (rows: readonly Remote[]) =>
    mapRows(filling, view, { rows, page: batch.whole, conditions: filling.conditions, late })
  const candidates = late.length > 0 ? survivors : survivors.slice(0, left)
  const mapped = await map(candidates)
  const others = survivors.slice(candidates.length)
  if (mapped.length === candidates.length || others.length === 0)
    return { mapped: mapped.slice(0, left), isCut: mapped.length > left || others.length > 0 }
  // Some were passed over, so others take their places.
  const more = [...mapped, ...(await map(others))]
  return { mapped: more.slice(0, left), isCut: more.length > left }
}

/** Small tables don't depend on rows, so they are asked for beside the first page. Their failures show where they are used. */
function startReferences({ reader, views, conditions, isExcluded }: Filling, name: string): void {
  const view = views.find((one) => one.name === name)
  if (!view) return
  const filtered = new Set(conditions.map((one) => one.filter.path[0] ?? ""))
  const names = neededRelations(view, (field) => filtered.has(field) || !isExcluded(field))
  for (const table of smallTables(view, names)) reader.reference({ list: table }).catch(() => {})
}

type Mapping = Pick<Filling, "reader" | "isExcluded" | "context">
type ToMap = {
  rows: readonly Remote[]
  page: readonly Remote[]
  conditions: readonly Condition[]
  /** Those on fields of relations. */
  late: readonly Condition[]
}

/** A row by itself. */
export const oneRow = (row: Remote): ToMap => ({ rows: [row], page: [row], conditions: [], late: [] })

/** Maps rows with what they are related to, and drops those that are passed over or don't meet the filters. */
export async function mapRows(filling: Mapping, view: AnyView, given: ToMap): Promise<Mapped[]> {
  const filtered = new Set(given.late.map((one) => one.filter.path[0] ?? ""))
  const names = neededRelations(view, (field) => filtered.has(field) || !filling.isExcluded(field))
  const { related, refused } = await readRelated(filling.reader, view, { rows: given.rows, page: given.page, names })
  const context = await filling.context
  const made = given.rows.flatMap((remote) => {
    const its = related.get(remote) ?? {}
    const row = mapRow(view, remote, its, context)
    return row ? [{ row, remote, related: its }] : []
  })
  const revised = (await view.revision?.revise(made, context, filling.reader.allowance)) ?? made.map(({ row }) => row)
  return made.flatMap(({ remote }, place) => {
    const row = revised[place] as UnifiedRow | undefined // a revision keeps the id
    if (!row) return []
    for (const one of given.late) assertReadable(one, row, { view, refused })
    return meetsAll(row, given.conditions) ? [{ row, remote }] : []
  })
}

type Read = { view: AnyView; refused: ReadonlySet<string> }

/** A value that is missing because a list is refused would make the answer a lie; one that only this row lacks would not. */
function assertReadable({ name, filter }: Condition, row: UnifiedRow, { view, refused }: Read): void {
  const field = filter.path[0] ?? ""
  if (row[field] !== undefined) return
  if ([...refused].some((name) => view.relations[name]?.fields.includes(field))) throw unreadable(name)
}

/** Views of a resource answer its rows. */
const mapRow = (view: AnyView, ...given: Parameters<AnyView["map"]>) => view.map(...given) as UnifiedRow | undefined

/** The HR system refuses what the filter looks at (no permission, no module): an empty list would be a lie. */
const unreadable = (name: string) =>
  new AppError(
    "filter.not_permitted",
    `${name}: this connection may not read what the filter looks at; ask the customer for the permission, or leave the filter out`,
  )

/** The position just past a row of this batch, in the scan's direction. */
function edgeAt(batch: Batch, at: Mapped | undefined): Position {
  const { view, here, direction, read } = batch
  const edge = at && idIn(view.from, at.remote)
  return { view: view.name, page: here, direction, read, ...(edge === undefined ? {} : { edge }) }
}

/** Where a scan the other way begins: before the first kept row on its page, or at the page before. */
function wayBack(batch: Batch, first: Mapped | undefined): Position | null {
  if (!first) return null
  const isForward = batch.direction === "forward"
  const outermost = isForward ? batch.whole[0] : batch.whole.at(-1)
  if (outermost === first.remote) return batch.previous
  // A new way through the list begins, so what was read on the last one does not count.
  return { ...edgeAt(batch, first), direction: isForward ? "backward" : "forward", read: 0 }
}
