import { Readable } from "node:stream"
import { type MappingContext, type PushedValue, type RemoteQuery, START } from "@rollcall/connector-kit"
import { DEFAULT_LIMIT, model } from "@rollcall/contract"
import { AppError } from "../errors.js"
import type { Signer } from "../vault/cursor.js"
import { type Condition, isUnsupported, readConditions } from "./conditions.js"
import { bindingOf, type Position, readPosition, writePosition } from "./cursor.js"
import { limitHeaders } from "./failures.js"
import { type Filling, fill, type Mapped, type Portion } from "./fill.js"
import type { Reply, UnifiedCall } from "./gateway.js"
import { createKeys, type Presentation, readPresentation, show } from "./present.js"
import { pushIds } from "./push-ids.js"
import { readRemoteQuery } from "./query.js"
import type { Reader } from "./reader.js"
import { type AnyView, listsOf } from "./relations.js"

type Listing = { call: UnifiedCall; reader: Reader; views: readonly AnyView[]; signer: Signer }
type Ready = { filling: Filling; from: Position; binding: string; how: Presentation; signer: Signer }

/** A unified list in the format that was asked for. */
export async function listUnified(listing: Listing): Promise<Reply> {
  const format = listing.call.query.truto_response_format
  if (format === "raw") return listRaw(listing)
  const ready = await prepare(listing)
  // Going back finds rows last one first, so that page is put in order before it is sent.
  if (format === "stream" && ready.from.direction === "forward") return listStreamed(ready)
  const portions: Portion[] = []
  for await (const portion of fill(ready.filling, ready.from)) portions.push(portion)
  const page = assemble(ready, portions)
  const first = portions[0]?.batch
  const debug = format === "debug" && first ? { debug: debugOf(first, listing.reader, page) } : {}
  return { status: 200, headers: headersOf(portions.at(-1)), body: { ...page, ...debug } }
}

async function prepare({ call, reader, views, signer }: Listing): Promise<Ready> {
  const { resource, query } = call
  const conditions = readConditions(model[resource].filters, query)
  assertKnown(conditions, views, reader)
  const remote = readRemoteQuery(query.remote_query, listsOf(views))
  const how = readPresentation(resource, query, views)
  const binding = bindingOf([
    call.account.id,
    resource,
    conditions.map(({ name, operator, values }) => [name, operator, values]),
    remote,
  ])
  const from: Position =
    typeof query.next_cursor === "string"
      ? readPosition(signer, binding, query.next_cursor)
      : { view: views[0]?.name ?? "", page: START, direction: "forward" }
  if (!views.some(({ name }) => name === from.view))
    throw new AppError("cursor.invalid", "next_cursor is out of date: leave it out to start over")
  const limit = query.truto_ignore_limit === true ? Number.POSITIVE_INFINITY : Number(query.limit ?? DEFAULT_LIMIT)
  const queryOf = (view: AnyView) => ({ ...pushDown(reader, { view, views }, conditions), ...remote })
  const isExcluded = (field: string) => how.excluded.has(field)
  const context = contextOf(reader)
  return { filling: { reader, views, queryOf, limit, conditions, isExcluded, context }, from, binding, how, signer }
}

/** The promise is awaited later; until then its failure must not count as unhandled. */
export function contextOf(reader: Reader): Promise<MappingContext> {
  const context = reader.today().then((today) => ({ today }))
  context.catch(() => {})
  return context
}

/** A filter on a field that the HR system does not have would answer nothing, which is worse than a refusal. */
function assertKnown(conditions: readonly Condition[], views: readonly AnyView[], { connector }: Reader): void {
  for (const { name, filter } of conditions) {
    const lacking = views.find((view) => isUnsupported(view, filter))
    if (!lacking) continue
    throw new AppError(
      "filter.unsupported",
      `${name}: ${connector.name} has no such value on ${lacking.from.name}, so it can't be filtered by`,
    )
  }
}

/** A view among those of its resource. */
type Listed = { view: AnyView; views: readonly AnyView[] }

/** Filters the HR system applies itself; the first filter to claim a parameter has it. */
function pushDown(reader: Reader, { view, views }: Listed, conditions: readonly Condition[]): RemoteQuery {
  let pushed: RemoteQuery = {}
  for (const { name, operator, values } of conditions) {
    if (operator === "ne") continue
    const value: PushedValue = { operator, values }
    const asked = view.push?.[name]?.(value) ?? (name === "id" ? pushIds(view, views, value) : undefined)
    if (asked && reader.api.writeQuery(asked).length <= reader.api.maxQueryBytes) pushed = { ...asked, ...pushed }
  }
  return pushed
}

type Page = {
  result: unknown
  next_cursor: string | null
  prev_cursor: string | null
  result_count: number
  is_partial_response?: true
}

function assemble(ready: Ready, portions: readonly Portion[]): Page {
  const isBackward = ready.from.direction === "backward"
  const found = portions.flatMap((portion) => portion.mapped)
  const mapped = isBackward ? found.toReversed() : found
  const onward = portions.at(-1)?.next ?? null
  const back = portions.find((portion) => portion.mapped.length > 0)?.previous ?? null
  const result =
    ready.how.keyBy === undefined
      ? mapped.map((one) => show(one, ready.how))
      : keyed(mapped, ready.how.keyBy, ready.how)
  const cursor = (position: Position | null) => (position ? writePosition(ready.signer, ready.binding, position) : null)
  return {
    result,
    // An empty page has one only where the time ran out.
    next_cursor: cursor(isBackward ? back : onward),
    prev_cursor: cursor(isBackward ? onward : back),
    result_count: mapped.length,
    ...(portions.at(-1)?.isPartial ? { is_partial_response: true } : {}),
  }
}

function keyed(mapped: readonly Mapped[], field: string, how: Presentation) {
  const keyOf = createKeys(field)
  return Object.fromEntries(mapped.map((one) => [keyOf(one), show(one, how)]))
}

const headersOf = (last: Portion | undefined) => (last ? limitHeaders(last.batch.answer.rateLimit) : {})

/** Rows go out page by page as they come. The first page is read before the answer begins, so its errors are proper. */
async function listStreamed(ready: Ready): Promise<Reply> {
  const portions = fill(ready.filling, ready.from)
  const first = await portions.next()
  async function* text(): AsyncGenerator<string> {
    const seen: Portion[] = []
    let count = 0
    const keyOf = ready.how.keyBy === undefined ? undefined : createKeys(ready.how.keyBy)
    yield `{"result":${keyOf ? "{" : "["}`
    let separator = ""
    for (let step = first; !step.done; step = await portions.next()) {
      for (const one of step.value.mapped) {
        const key = keyOf ? `${JSON.stringify(keyOf(one))}:` : ""
        yield separator + key + JSON.stringify(show(one, ready.how))
        separator = ","
      }
      count += step.value.mapped.length
      seen.push({ ...step.value, mapped: step.value.mapped.slice(0, 1) })
    }
    const { result: _, ...rest } = assemble(ready, seen)
    yield `${keyOf ? "}" : "]"},${JSON.stringify({ ...rest, result_count: count }).slice(1)}`
  }
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: Readable.from(text()) }
}

/** The HR system's first page as it came. Our filters and cursors don't reach into it. */
async function listRaw({ call, reader, views }: Listing): Promise<Reply> {
  const used =
    readConditions(model[call.resource].filters, call.query)[0]?.name ??
    (call.query.next_cursor ? "next_cursor" : undefined)
  if (used) {
    throw new AppError(
      "request.invalid",
      `${used} does not work with truto_response_format=raw: use remote_query, or another format`,
    )
  }
  const table = views[0]?.from
  if (!table) throw new Error("a resource has at least one view")
  const size = Math.min(Number(call.query.limit ?? DEFAULT_LIMIT), table.page.maxSize)
  const query = readRemoteQuery(call.query.remote_query, [table])
  const page = await reader.page({ list: table, query, position: START, size })
  return { status: 200, headers: limitHeaders(page.rateLimit), body: page.body }
}

function debugOf({ answer, view }: Portion["batch"], reader: Reader, page: Page): Record<string, unknown> {
  const { method } = view.from.list({}, {})
  return {
    requestUrl: answer.url,
    requestOptions: { method, headers: { ...reader.api.headers, authorization: "(hidden)" } },
    data: answer.body,
    responseHeaders: answer.headers,
    nextCursor: page.next_cursor,
    isLooping: false,
    isEmptyResult: page.result_count === 0,
    resultCount: page.result_count,
  }
}
