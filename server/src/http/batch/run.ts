import { createHash, hash } from "node:crypto"
import { BATCH_LIMITS, type BatchRequest, type ErrorCode, MAX_LIMIT, MODEL_NAME } from "@rollcall/contract"
import type { Clock } from "../../clock.js"
import { AppError, badField } from "../../errors.js"
import { MAX_LENGTH } from "../query-string.js"
import { type Answered, FailedCall, type InnerCall } from "../within/index.js"
import { fill, type Lookup, valueAt } from "./placeholders.js"
import type { Planned } from "./plan.js"

type Given = Readonly<Record<string, unknown>>
export type BatchAsked = { accountId: string; args: Given; key: string | undefined }
export type BatchAnswer = { result: Record<string, unknown[]>; errors: Record<string, Record<string, unknown>[]> }
export type BatchDeps = {
  clock: Pick<Clock, "elapsedMs" | "yield">
  /** Calls of a batch are numbered. Throws `FailedCall`. */
  call(call: InnerCall, number: number): Promise<Answered>
  /** An error as it is told. */
  show(error: unknown): Record<string, unknown>
}

/** Runs the requests one after another. What fails is told, and the others go on; what was read so far is in the answer. */
export async function runBatch(deps: BatchDeps, planned: readonly Planned[], asked: BatchAsked): Promise<BatchAnswer> {
  const batch = new Batch(deps, asked)
  for (const one of planned) await batch.run(one)
  return batch.answer(planned)
}

class Batch {
  readonly #rows = new Map<string, unknown[]>()
  readonly #errors = new Map<string, Record<string, unknown>[]>()
  readonly #keys = new Map<string, number>()
  readonly #endsAt: number
  #calls = 0
  #count = 0
  #bytes = 0

  constructor(
    readonly deps: BatchDeps,
    readonly asked: BatchAsked,
  ) {
    this.#endsAt = deps.clock.elapsedMs() + BATCH_LIMITS.seconds * 1_000
  }

  answer(planned: readonly Planned[]): BatchAnswer {
    const kept = planned.filter(({ request }) => request.persist ?? isUnified(request)).map(({ name }) => name)
    const result = Object.fromEntries([...new Set(kept)].map((name) => [name, this.#rows.get(name) ?? []]))
    return { result, errors: Object.fromEntries(this.#errors) }
  }

  async run(planned: Planned): Promise<void> {
    const { name } = planned
    this.#rows.set(name, this.#rows.get(name) ?? [])
    try {
      const seen = new Set<string>()
      let tried = 0
      for (const lookup of this.#lookups(planned)) {
        // Others have their turn while many values are filled in.
        if (++tried % LOOKUPS_AT_ONCE === 0) await this.deps.clock.yield()
        this.#assertTime()
        await this.#runOne(planned, lookup, seen)
      }
    } catch (error) {
      this.#fail(name, error)
    }
  }

  /** One for each row and each value that the request runs for. */
  *#lookups({ rowsOf, loopOn }: Planned): Iterable<Lookup> {
    const values = loopOn === undefined ? [undefined] : listAt(this.asked.args, loopOn)
    const rows = rowsOf === undefined ? [undefined] : [...(this.#rows.get(rowsOf.name) ?? [])]
    for (const row of rows)
      for (const value of values)
        yield (path) => {
          if (path === loopOn) return value
          if (path.startsWith("args.")) return valueAt(this.asked, path.split("."))
          const word = `resources.${rowsOf?.word}.`
          return path.startsWith(word) ? valueAt(row, path.slice(word.length).split(".")) : undefined
        }
  }

  /** A failure of one row's request does not keep the others from theirs; a limit of the batch does. */
  async #runOne({ name, request }: Planned, lookup: Lookup, seen: Set<string>): Promise<void> {
    try {
      const filled = fillRequest(request, lookup)
      // Rows with the same values would ask the same again. Writes that say the same are as many as there are rows.
      const asked = hash("sha256", JSON.stringify(filled))
      if (isReading(request) && seen.has(asked)) return
      seen.add(asked)
      const call = callOf(request, filled, this.asked.accountId)
      if (isListing(request)) await this.#list(name, call, rowReader(request))
      else this.#keep(name, [await this.#call({ ...call, key: this.#keyOf(name, call) })])
    } catch (error) {
      if (STOPPING.has(codeOf(error))) throw error
      this.#fail(name, error)
    }
  }

  async #list(name: string, call: InnerCall, read: (row: unknown) => unknown): Promise<void> {
    for (let cursor: unknown; cursor !== null; ) {
      const query = cursor === undefined ? call.query : { ...call.query, next_cursor: cursor }
      const page = Object(await this.#call({ ...call, query }))
      const rows = Array.isArray(page.result) ? page.result : Object.values(Object(page.result))
      this.#keep(name, rows.map(read))
      cursor = page.next_cursor || null
    }
  }

  #assertTime(): void {
    const { seconds } = BATCH_LIMITS
    if (this.deps.clock.elapsedMs() >= this.#endsAt) throw limitReached(`${seconds} seconds`)
  }

  #assertLeft(): void {
    const { calls, rows, megabytes } = BATCH_LIMITS
    this.#assertTime()
    if (this.#calls >= calls) throw limitReached(`${calls} calls`)
    if (this.#count >= rows) throw limitReached(`${rows} rows`)
    if (this.#bytes >= megabytes * MEGABYTE) throw limitReached(`${megabytes} MB`)
  }

  async #call(call: InnerCall): Promise<unknown> {
    this.#assertLeft()
    const { value, bytes } = await this.deps.call(call, ++this.#calls)
    this.#bytes += bytes
    return value
  }

  /** Of each write its own: the same request in the same place of a repeated batch has the same one. */
  #keyOf(name: string, { method, path, query, body }: InnerCall): string | undefined {
    if (this.asked.key === undefined || method === "GET") return undefined
    const said = JSON.stringify([this.asked.key, name, method, path, query, body])
    const place = (this.#keys.get(said) ?? 0) + 1
    this.#keys.set(said, place)
    return `batch-${createHash("sha256").update(`${said} ${place}`).digest("base64url")}`
  }

  #keep(name: string, rows: readonly unknown[]): void {
    const there = this.#rows.get(name)
    for (const row of rows) there?.push(row)
    this.#count += rows.length
  }

  #fail(name: string, error: unknown): void {
    const there = this.#errors.get(name) ?? []
    if (there.length < MOST_ERRORS) there.push(this.deps.show(error))
    this.#errors.set(name, there)
  }
}

const limitReached = (limit: string) =>
  new AppError("batch.limit_reached", `the batch has had its ${limit}: what is left was not asked for`)

const MOST_ERRORS = 100
/** After these the next call would be refused alike. */
const STOPPING: ReadonlySet<unknown> = new Set<ErrorCode>([
  "batch.limit_reached",
  "request.rate_limited",
  "request.abandoned",
  "upstream.timeout",
])
const codeOf = (error: unknown): unknown =>
  error instanceof AppError || error instanceof FailedCall ? error.code : undefined
const LOOKUPS_AT_ONCE = 100

const methodOf = ({ method }: BatchRequest): string => method ?? "list"
const isListing = (request: BatchRequest): boolean => methodOf(request) === "list"
const isReading = (request: BatchRequest): boolean => ["list", "get"].includes(methodOf(request))
const isUnified = ({ resource }: BatchRequest): boolean => resource.startsWith(`${MODEL_NAME}/`)

/** Rows of the proxy are the HR system's own, whatever format is asked for. */
const formatOf = (request: BatchRequest): unknown =>
  isUnified(request) ? (request.response_format ?? request.query?.truto_response_format) : undefined
/** A raw page is the HR system's, in which only it knows where the rows are: so each is taken from its unified row. */
const isRawList = (request: BatchRequest): boolean => isListing(request) && formatOf(request) === "raw"
const rowReader = (request: BatchRequest) => (row: unknown) => (isRawList(request) ? Object(row).remote_data : row)
const WITH_RAW = { truto_response_format: undefined, truto_ignore_remote_data: false, truto_exclude_fields: undefined }

function listAt(args: Given, path: string): readonly unknown[] {
  const found = valueAt({ args }, path.split("."))
  if (!Array.isArray(found)) throw badField("loop_on", `${path.slice(0, 100)} is no list of args`)
  return found
}

type Filled = { id: string | undefined; query: Given; body: unknown }

const MEGABYTE = 1024 * 1024

/** As long as a request by itself may be. What only reads has no body. */
function fillRequest(request: BatchRequest, lookup: Lookup): Filled {
  const { id, query = {}, body } = request
  const inUrl = { of: "id and query", left: MAX_LENGTH }
  const filledId = fill(id, lookup, inUrl)
  return {
    id: filledId === undefined ? undefined : String(filledId),
    query: Object.fromEntries(Object.entries(Object(fill(query, lookup, inUrl)))),
    body: isReading(request) ? undefined : fill(body ?? {}, lookup, { of: "body", left: MEGABYTE }),
  }
}

const VERBS: Readonly<Record<string, string>> = {
  list: "GET",
  get: "GET",
  create: "POST",
  update: "PATCH",
  delete: "DELETE",
}

/** The call that a client would make for it. */
function callOf(request: BatchRequest, { id, query, body }: Filled, accountId: string): InnerCall {
  const method = methodOf(request)
  const named = isUnified(request) ? `/unified/${request.resource}` : `/proxy/${encodeURIComponent(request.resource)}`
  if (["get", "update", "delete"].includes(method) && (id === undefined || id === ""))
    throw badField("id", "is required")
  const row = id === undefined || method === "create" || method === "list" ? "" : `/${encodeURIComponent(id)}`
  const isAction = VERBS[method] === undefined
  const { integrated_account_id: _, ...own } = query
  const format = isRawList(request) ? WITH_RAW : { truto_response_format: formatOf(request) }
  return {
    method: VERBS[method] ?? "POST",
    path: `${named}${isAction && !isUnified(request) ? "" : row}${isAction ? `/${encodeURIComponent(method)}` : ""}`,
    query: {
      ...(method === "list" ? { limit: MAX_LIMIT } : {}),
      ...own,
      ...format,
      integrated_account_id: accountId,
    },
    body,
    key: undefined,
  }
}
