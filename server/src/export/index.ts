/**
 * The synced copy for other tools: files of a whole resource as it was at one moment, and views for SQL (`views/`). An export is told by the moment
 * alone, which its cursor names, so that one that was cut off goes on after its last row while the copy changes: versions
 * that ended since then are in the history. When they are there no longer, it is broken off. It knows records and the
 * views' names, and nobody who reads it.
 */
import { Readable } from "node:stream"
import type { Connector } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import { z } from "zod"
import type { Account } from "../accounts/index.js"
import { AppError, noResource } from "../errors.js"
import { assertSynced, bindingOf, type Reply } from "../gateway/index.js"
import type { Freshness, Moment, RecordPlace, Records } from "../records/index.js"
import { readCursor, type Signer, writeCursor } from "../vault/cursor.js"
import { fileColumns } from "./formats/flat-row.js"
import { FORMATS } from "./formats/index.js"

export type ExportCall = {
  account: Account
  resource: ResourceName
  query: {
    format?: keyof typeof FORMATS | undefined
    cursor?: string | undefined
    after?: string | undefined
    limit?: number | undefined
  }
}

export type Export = {
  /** Rows go out as they are read. */
  rows(call: ExportCall): Promise<Reply>
}

type ExportDeps = {
  records: Pick<Records, "freshness" | "settledMoment" | "portion" | "viewAt">
  connectorOf(account: Account): Connector
  signer: Signer
}

/** Rows that are read at once, and of a Parquet file a row group: some megabytes. */
const PORTION = 2_000

/** What an export is of. `dataAsOf`: all that happened in the HR system before is in it; undefined: nobody can tell. */
type Subject = { at: Moment; dataAsOf?: string | undefined }

const position = z.strictObject({ b: z.string(), at: z.string(), dataAsOf: z.string().optional() })

export function createExport({ records, connectorOf, signer }: ExportDeps): Export {
  const subjectOf = async (binding: string, cursor: string | undefined, freshness: Freshness): Promise<Subject> => {
    if (cursor !== undefined) return readCursor(signer, { binding, cursor }, readSubject)
    const at = await records.settledMoment()
    return { at, dataAsOf: freshAt(at, freshness) }
  }
  return {
    async rows({ account, resource, query }) {
      const { format = "ndjson", cursor, after, limit = Number.POSITIVE_INFINITY } = query
      const place = { environmentId: account.environmentId, accountId: account.id, resource }
      const views = viewsOf(connectorOf(account), resource)
      const freshness = assertSynced(resource, await records.freshness(place))
      const binding = bindingOf([account.id, "export", resource])
      const subject = await subjectOf(binding, cursor, freshness)
      const { at } = subject
      assertTold(at, freshness)
      const start = await startOf(records, { place, views, at, after })
      const { contentType, write } = FORMATS[format]
      return {
        status: 200,
        headers: {
          "content-type": contentType,
          "content-disposition": `attachment; filename="${resource}.${format}"`,
          "rollcall-export-cursor": writeCursor(signer, binding, subject),
          "rollcall-export-at": at,
          ...(subject.dataAsOf === undefined ? {} : { "rollcall-data-as-of": subject.dataAsOf }),
        },
        body: Readable.from(write(portionsOf(records, { place, at, limit, ...start }), fileColumns(resource)), {
          objectMode: false,
        }),
      }
    },
  }
}

function readSubject(found: unknown): Subject | undefined {
  const { data } = position.safeParse(found)
  return data && { at: data.at, dataAsOf: data.dataAsOf }
}

/**
 * Rows of a read are written before the attempt that ends it begins, so they are there at any settled moment after that.
 * At an earlier one some may not be. Times have lost their microseconds: within one millisecond nobody can tell.
 */
function freshAt(at: Moment, { dataAsOf, lastAttempt }: Freshness): string | undefined {
  return Date.parse(at) > lastAttempt.at.getTime() ? dataAsOf?.toISOString() : undefined
}

function viewsOf(connector: Connector, resource: ResourceName): readonly string[] {
  const found = connector.resources[resource]
  if (!found) throw noResource(connector, resource)
  return found.views.map((view) => view.name)
}

type Told = { firstSyncedAt: Date; historyFrom: Date | null }

/** That everything which held at that moment is there. */
function assertTold(at: Moment, { firstSyncedAt, historyFrom }: Told): void {
  const ms = Date.parse(at)
  // It is written a millisecond ahead.
  if (ms < firstSyncedAt.getTime() - 1)
    throw new AppError("account.not_synced", "the first sync is only just over: ask again in a moment", {
      isUndone: true,
      retryAfterSeconds: 1,
      nextAction: "Ask again after as many seconds as Retry-After says.",
    })
  if (historyFrom !== null && ms < historyFrom.getTime())
    throw new AppError(
      "cursor.expired",
      "cursor: what held at its moment is no longer kept: leave it out to start over",
    )
}

type Start = { views: readonly string[]; after: string | undefined }
type Starting = Start & { place: RecordPlace; at: Moment }

/** Where the rows go on: after a row that its caller has. */
async function startOf(records: ExportDeps["records"], { place, views, at, after }: Starting): Promise<Start> {
  if (after === undefined) return { views, after }
  const view = await records.viewAt(place, { id: after, at })
  const from = view === undefined ? -1 : views.indexOf(view)
  if (from < 0)
    throw new AppError(
      "request.invalid",
      "after: this export has no row with that id: give the id of its last whole row",
    )
  return { views: views.slice(from), after }
}

type Reading = Starting & { limit: number }

async function* portionsOf(records: ExportDeps["records"], { place, at, limit, ...start }: Reading) {
  let left = limit
  let after = start.after
  for (const view of start.views) {
    for (let isEnd = false; !isEnd && left > 0; ) {
      const size = Math.min(PORTION, left)
      const rows = await records.portion(place, { view, at, after, limit: size })
      if (rows.length > 0) yield rows.map(({ text }) => text)
      left -= rows.length
      after = rows.at(-1)?.id
      isEnd = rows.length < size
    }
    after = undefined
  }
  // Rows may have gone while they were read, which nothing but this tells.
  const freshness = await records.freshness(place)
  if (!freshness) throw new AppError("account.not_found", "the account has been removed")
  assertTold(at, assertSynced(place.resource, freshness))
}

export { createLogin, ensureViews, prepareSql } from "./views/index.js"
