import { idOf, type Remote } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import { isStorable, makeStorable } from "../db/storable.js"
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
  /** A joined list that says a row twice is refused: what it leaves out would be taken as gone. */
  isStrict: boolean
  /** Told of a value that was left out of a row, or replaced. */
  note(path: string, row: Remote, what: string): void
}

/** A row that can't be mapped, and why; or one of which a value had to be replaced. */
export type BadRow = { id: string; message: string }
export type PulledRows = { rows: NewRecord[]; bad: BadRow[] }

export const unifiedId = (source: AnySource, remote: Remote): string =>
  `${source.idPrefix ?? ""}${idOf(remote) ?? "(no id)"}`

/** Joins and maps rows of one list. A row that fails is told and left out; the rest goes on. */
export async function mapPage(pulling: Pulling, index: number, page: readonly Remote[]): Promise<PulledRows> {
  const { reader, sources, isStrict } = pulling
  const source = sources[index]
  if (!source) throw new Error(`there is no source ${index}`)
  const today = await reader.today()
  const kept = page.filter((row) => source.keeps?.(row) !== false)
  const names = wantedJoins(source, () => true)
  const { joined, lacking } = await readJoins(reader, source, { rows: kept, page, names, isStrict })
  for (const one of lacking) pulling.note(source.path, one.row, `${one.join}: the HR system gives no answer for its id`)
  const pulled: PulledRows = { rows: [], bad: [] }
  for (const remote of kept) {
    try {
      pulled.rows.push(toRecord(pulling, index, { remote, joined: joined.get(remote) ?? {}, today }))
    } catch (error) {
      const message = error instanceof Error ? error.message.slice(0, 300) : "unknown"
      const id = unifiedId(source, remote)
      // What is told of the row is stored too.
      pulled.bad.push(isStorable([id, message]) ? { id, message } : { id: "(unreadable id)", message: "is unreadable" })
    }
  }
  return pulled
}

type ToMap = { remote: Remote; joined: JoinedRows; today: string }

function toRecord(pulling: Pulling, source: number, { remote, joined, today }: ToMap): NewRecord {
  const { sources, resource, keepsRemote } = pulling
  const mapped: (Record<string, unknown> & { id: string }) | undefined = sources[source]?.map(remote, joined, { today })
  if (!mapped || mapped.id === "") throw new AppError("internal", "the row has no id")
  // Rows come tidied, but a mapping may cut a character in two.
  return recordOf({ resource, keepsRemote }, source, { row: makeStorable(mapped), remote })
}

type Made = { row: Record<string, unknown> & { id: string }; remote: Remote }

export function recordOf(
  { resource, keepsRemote }: Pick<Pulling, "resource" | "keepsRemote">,
  source: number,
  { row, remote }: Made,
): NewRecord {
  return {
    id: row.id,
    source,
    text: JSON.stringify(row),
    ...(keepsRemote ? { remoteText: JSON.stringify(remote) } : {}),
    keys: filterKeysOf(resource, row),
  }
}
