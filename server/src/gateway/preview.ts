import { type Made, neededRelations, ownId, type Remote, START } from "@rollcall/connector-kit"
import type { PreviewCall, PreviewRow } from "./gateway.js"
import type { Reader } from "./reader.js"
import { type AnyView, readRelated } from "./relations.js"
import { emptyPage } from "./scan.js"
import { assertId, readOne } from "./unified-get.js"

type Previewing = {
  call: PreviewCall
  reader: Reader
  /** Views as they are, and as they would be. */
  before: readonly AnyView[]
  after: readonly AnyView[]
}

/** Rows of the HR system, mapped both ways from one reading. */
export async function previewRows({ call, reader, before, after }: Previewing): Promise<PreviewRow[]> {
  const context = { today: await reader.today() }
  const found: PreviewRow[] = []
  for (const view of after) {
    const left = call.limit - found.length
    if (left <= 0) break
    const rows = (await readRows(reader, view, { ...call, ids: call.ids, after, left })).filter(
      (row) => view.where?.(row) !== false,
    )
    const made = await makeRows(reader, view, rows.slice(0, left))
    const old = before.find(({ name }) => name === view.name)
    const revise = async (one: AnyView | undefined) =>
      (await one?.revision?.revise(made, context, reader.allowance)) ?? made.map(({ row }) => row)
    const [olds, news] = [await revise(old), await revise(view)]
    for (const [place, { row }] of made.entries())
      found.push({
        id: String(row.id),
        before: olds[place] ? { ...olds[place] } : null,
        after: news[place] ? { ...news[place] } : null,
      })
  }
  return found
}

type Wanted = Pick<PreviewCall, "resource"> & {
  after: readonly AnyView[]
  ids: readonly string[] | undefined
  left: number
}

async function readRows(
  reader: Reader,
  view: AnyView,
  { resource, after, ids, left }: Wanted,
): Promise<readonly Remote[]> {
  for (const id of ids ?? []) assertId(resource, id)
  if (!ids) {
    const size = Math.min(view.from.page.maxSize, Math.max(left, 1))
    const page = reader.page({ list: view.from, query: {}, position: START, size })
    return (await page.catch((error: unknown) => emptyPage(view, START, error))).rows
  }
  const own = ids.flatMap((id) => ownId(after, id) ?? []).filter((one) => one.view.name === view.name)
  const rows = await Promise.all(own.map(({ id }) => readOne(reader, view.from, { id, remoteQuery: {} })))
  return rows.flatMap((one) => (one ? [one.row] : []))
}

/** As the connector maps them. */
async function makeRows(reader: Reader, view: AnyView, rows: readonly Remote[]): Promise<Made[]> {
  const names = neededRelations(view, () => true)
  const { related } = await readRelated(reader, view, { rows, page: rows, names })
  const today = await reader.today()
  return rows.flatMap((remote) => {
    const its = related.get(remote) ?? {}
    const row = view.map(remote, its, { today })
    return row ? [{ remote, related: its, row: row as Made["row"] }] : [] // views of a resource make its rows
  })
}
