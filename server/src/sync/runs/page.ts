import type { SyncRun } from "@rollcall/contract"
import type { Db } from "../../db/index.js"
import { type At, type Page, type PageQuery, readPage } from "../../db/paging.js"
import type { Vault } from "../../vault/index.js"
import { showRun, type TablesOf } from "./show.js"
import { listRuns, listSteps, type RunFilters } from "./store.js"

type Query = PageQuery & { filters: RunFilters }
type Deps = { db: Db; vault: Vault; tablesOf(accountId: string): Promise<TablesOf>; now(): Date }

/** A page of an environment's runs, newest first. */
export async function pageRuns(
  { db, vault, tablesOf, now }: Deps,
  environmentId: string,
  { filters, ...query }: Query,
): Promise<Page<SyncRun>> {
  const binding = `sync runs ${environmentId}`
  const list = async (at: At) =>
    (await listRuns(db, environmentId, { ...at, filters })).map((run) => ({ ...run, created_at: run.createdAt }))
  const page = await readPage(vault, { binding, query, list, show: (run) => run })
  const ids = page.rows.map((run) => run.id)
  const steps = await listSteps(db, ids)
  const tables = new Map<string, TablesOf>()
  for (const { accountId } of page.rows) if (!tables.has(accountId)) tables.set(accountId, await tablesOf(accountId))
  const show = (run: (typeof page.rows)[number]) => {
    const own = steps.filter((step) => step.runId === run.id)
    const known = tables.get(run.accountId) ?? (() => ({ sources: [], others: [] }))
    return showRun(run, { steps: own, tablesOf: known, now: now() })
  }
  return { rows: page.rows.map(show), nextCursor: page.nextCursor }
}
