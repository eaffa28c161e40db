import type { SyncRun } from "@rollcall/contract"
import type { Db } from "../../db/index.js"
import { type Page, type PageQuery, readAfter, toPage } from "../../db/paging.js"
import { AppError } from "../../errors.js"
import type { Vault } from "../../vault/index.js"
import { showRun, type TablesOf } from "./show.js"
import { listRuns, listSteps, type RunFilters } from "./store.js"

type Query = PageQuery & { filters: RunFilters }
type Deps = { db: Db; vault: Vault; tablesOf(accountId: string): Promise<TablesOf>; now(): Date }

/** A page of an environment's runs, newest first. */
export async function pageRuns(
  { db, vault, tablesOf, now }: Deps,
  environmentId: string,
  { limit, cursor, filters }: Query,
): Promise<Page<SyncRun>> {
  const binding = `sync runs ${environmentId}`
  const after = cursor === undefined ? undefined : readAfter(vault, binding, cursor)
  if (cursor !== undefined && !after)
    throw new AppError("invalid_request", "next_cursor is not one of this list: leave it out to start over")
  const found = await listRuns(db, environmentId, { after, limit: limit + 1, filters })
  const rows = found.map((run) => ({ ...run, created_at: run.createdAt }))
  const page = toPage(vault, binding, { rows, limit })
  const ids = page.rows.map((run) => run.id)
  const steps = await listSteps(db, ids)
  const tables = new Map<string, TablesOf>()
  for (const { accountId } of page.rows) if (!tables.has(accountId)) tables.set(accountId, await tablesOf(accountId))
  const show = (run: (typeof rows)[number]) => {
    const own = steps.filter((step) => step.runId === run.id)
    const known = tables.get(run.accountId) ?? (() => ({ sources: [], others: [] }))
    return showRun(run, { steps: own, tablesOf: known, now: now() })
  }
  return { rows: page.rows.map(show), nextCursor: page.nextCursor }
}
