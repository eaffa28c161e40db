import { idOf, type Remote } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import { isStorable } from "../db/storable.js"
import { AppError } from "../errors.js"
import type { NewRecord } from "../records/index.js"
import { filterKeysOf } from "./filter-keys.js"
import { type AnySource, type JoinedRows, readJoins, wantedJoins } from "./joins.js"
import type { Reader } from "./reader.js"

export type Pulling = {
  reader: Reader
  sources: readonly AnySource[]
  resource: ResourceName
  keepsRemote: boolean
}

/** A row that can't be mapped or kept, and why. */
export type BadRow = { id: string; message: string }
export type PulledRows = { rows: NewRecord[]; bad: BadRow[] }

/** Joins and maps rows of one list. A row that fails is told and left out; the rest goes on. */
export async function mapPage(pulling: Pulling, index: number, page: readonly Remote[]): Promise<PulledRows> {
  const { reader, sources } = pulling
  const source = sources[index]
  if (!source) throw new Error(`there is no source ${index}`)
  const today = await reader.today()
  const kept = page.filter((row) => source.keeps?.(row) !== false)
  const names = wantedJoins(source, () => true)
  const { joined } = await readJoins(reader, source, { rows: kept, page, names })
  const pulled: PulledRows = { rows: [], bad: [] }
  for (const remote of kept) {
    try {
      pulled.rows.push(toRecord(pulling, index, { remote, joined: joined.get(remote) ?? {}, today }))
    } catch (error) {
      const message = error instanceof Error ? error.message.slice(0, 300) : "unknown"
      const id = `${source.idPrefix ?? ""}${idOf(remote) ?? "(no id)"}`
      // What is told of the row is stored too.
      pulled.bad.push(isStorable([id, message]) ? { id, message } : { id: "(unreadable id)", message: "is unreadable" })
    }
  }
  return pulled
}

type ToMap = { remote: Remote; joined: JoinedRows; today: string }

function toRecord(pulling: Pulling, source: number, { remote, joined, today }: ToMap): NewRecord {
  const { sources, resource, keepsRemote } = pulling
  const row: (Record<string, unknown> & { id: string }) | undefined = sources[source]?.map(remote, joined, { today })
  if (!row || row.id === "") throw new AppError("internal", "the row has no id")
  const kept = keepsRemote ? { row, remote } : { row }
  if (!isStorable(kept)) throw new AppError("internal", "the row has a NUL character or half a character")
  return {
    id: row.id,
    source,
    text: JSON.stringify(row),
    ...(keepsRemote ? { remoteText: JSON.stringify(remote) } : {}),
    keys: filterKeysOf(resource, row),
  }
}
