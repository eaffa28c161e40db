import { hash } from "node:crypto"
import { bindList, type Connector, type Remote } from "@rollcall/connector-kit"
import type { Account } from "../accounts/index.js"
import type { Db } from "../db/index.js"
import { daysOf, type SessionOptions, type TableReader, type TableSession } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import type { SyncSettings } from "./settings.js"

type Subject = {
  account: Account
  connector: Connector
  settings: SyncSettings
  graph: mirror.Graph
  place: mirror.MirrorPlace
}

/** Reading for the mirror, where calls are built from what the mirror has. */
export const openTables = (
  { db, reader }: { db: Db; reader: TableReader },
  subject: Subject,
  options: Omit<SessionOptions, "findReference">,
): TableSession =>
  reader.open(subject.account, { ...options, findReference: ({ name }) => findReference(db, subject, name) })

/** Rows of a table that calls are built from. Undefined: it was not read to its end yet. */
async function findReference(db: Db, { place, graph }: Subject, name: string): Promise<readonly Remote[] | undefined> {
  const kept = graph.tables.get(name)
  if (!kept) return undefined
  const { state } = (await mirror.listStates(db, place)).get(name) ?? {}
  if (state === "refused") return []
  return state && mirror.listRows(db, mirror.tableIn(place, kept))
}

/** Mappings of users may name any column. */
const encode = (column: string): string => (/[\s,%]/.test(column) ? encodeURIComponent(column) : column)

/** Whether rows that are kept with one text have what another one says: more columns are no harm. */
export function covers(has: string, wanted: string): boolean {
  const [known, kept] = [columnsIn(has), columnsIn(wanted)]
  if (has.slice(known.length) !== wanted.slice(kept.length)) return false
  const columns = new Set(known.split(","))
  return known === "*" || (kept !== "*" && kept.split(",").every((one) => columns.has(one)))
}

const columnsIn = (text: string): string => text.split(" ", 1)[0] ?? ""

/** What is kept of a table, and what it is asked for: with another text every row has to be read again. */
export async function askedText(
  db: Db,
  subject: Subject,
  { table, columns, isSource }: mirror.MirrorTable,
): Promise<string> {
  const days = daysOf(subject, table)
  const within = days ? ` from ${days.back} to ${days.ahead} days` : ""
  const isWhole = columns === null || (subject.settings.keepsRemote && isSource)
  const kept = `${isWhole ? "*" : columns.map(encode).join()}${within}`
  if (!table.references) return kept
  const { list } = await bindList(table, async ({ name }) => (await findReference(db, subject, name)) ?? [])
  return `${kept} ${hash("sha256", JSON.stringify(list({}, {})), "base64url")}`
}
