import { type PartName, type Remote, readByIds } from "@rollcall/connector-kit"
import { isSameValue, type RecordRow } from "../records/index.js"
import { type AnySource, readJoins, wantedJoins } from "./joins.js"
import { ownIdOf } from "./pull-ids.js"
import { mapPage, type PulledRows, type Pulling, recordOf, unifiedId } from "./pull-rows.js"

/** Rows that something says have changed: by their ids, or all rows of these people. */
export type Hinted = {
  by: "id" | "employee_id"
  ids: readonly string[]
  part?: PartName | undefined
  /** What is known of them, by id. */
  known: ReadonlyMap<string, RecordRow>
}

/** `asked`: the lists that could be asked; what they don't answer is not there, as far as they know. */
export type HintedRows = PulledRows & { asked: number[] }

/** Reads rows again, and no more of them than can have changed. */
export async function readHinted(pulling: Pulling, hinted: Hinted): Promise<HintedRows> {
  const { reader, sources } = pulling
  const found: HintedRows = { rows: [], bad: [], asked: [] }
  for (const [index, source] of sources.entries()) {
    const list = listOf(sources, source, hinted)
    if (!list) continue
    found.asked.push(index)
    if (list.ids.length === 0) continue
    const { path, query = {} } = source
    const rows = await readByIds(reader.api, reader.page, { path, query, ...list })
    const mapped = await mapHinted(pulling, index, { rows, hinted })
    found.rows.push(...mapped.rows)
    found.bad.push(...mapped.bad)
  }
  return found
}

/** Undefined: this list can't be asked like that. */
function listOf(sources: readonly AnySource[], source: AnySource, { by, ids }: Hinted) {
  if (by === "id") return { by: source.idsParam, ids: ids.flatMap((id) => ownIdOf(sources, source, id) ?? []) }
  const [param] = Object.keys(source.push?.employee_id?.({ operator: "in", values: ids }) ?? {})
  return param === undefined ? undefined : { by: param, ids }
}

type Read = { rows: readonly Remote[]; hinted: Hinted }

async function mapHinted(pulling: Pulling, index: number, { rows, hinted }: Read): Promise<PulledRows> {
  const { reader, sources, isStrict } = pulling
  const source = sources[index]
  const part = hinted.part && source?.parts?.[hinted.part]
  if (!source || !part) return mapPage(pulling, index, rows)
  const today = await reader.today()
  const kept = rows.filter((row) => source.keeps?.(row) !== false)
  const wanted = { rows: kept, page: kept, names: part.first ?? [], isStrict }
  const { joined: first } = await readJoins(reader, source, wanted)
  const plans = kept.map((remote) => {
    const row: Readonly<Record<string, unknown>> = source.map(remote, first.get(remote) ?? {}, { today })
    const known = hinted.known.get(unifiedId(source, remote))
    return { remote, known, changed: known && changedFields(row, known, part.fields) }
  })
  const partly = plans.flatMap(({ remote, known, changed }) => (known && changed ? [{ remote, known, changed }] : []))
  const whole = plans.flatMap(({ remote, changed }) => (changed ? [] : [remote]))
  const names = wantedJoins(source, (field) => partly.some(({ changed }) => changed.includes(field)))
  const changedRows = partly.flatMap(({ remote, changed }) => (changed.length > 0 ? [remote] : []))
  const { joined } = await readJoins(reader, source, { rows: changedRows, page: kept, names, isStrict })
  const records = partly.map(({ remote, known, changed }) => {
    const read: Readonly<Record<string, unknown>> = source.map(remote, joined.get(remote) ?? {}, { today })
    const news = Object.fromEntries(changed.map((field) => [field, read[field]]))
    return recordOf(pulling, index, { row: { ...known, ...news }, remote })
  })
  const mapped = await mapPage(pulling, index, whole)
  return { rows: [...records, ...mapped.rows], bad: mapped.bad }
}

/** Fields that differ from what is known; undefined: others than these do, so all of the row has to be read. */
export function changedFields(
  row: Readonly<Record<string, unknown>>,
  known: RecordRow,
  fields: readonly string[],
): string[] | undefined {
  const differing = Object.keys(row).filter((name) => row[name] !== undefined && !isCovered(row[name], known[name]))
  return differing.every((name) => fields.includes(name)) ? differing : undefined
}

/** A reference whose name was not read is the known one if its id is. */
function isCovered(read: unknown, known: unknown): boolean {
  if (!isObject(read) || !isObject(known)) return isSameValue(read, known)
  return Object.entries(read).every(([name, value]) => value === undefined || isCovered(value, known[name]))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
