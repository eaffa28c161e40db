import {
  ADMIN_LIMIT,
  confirmSyncRun,
  getSyncRun,
  listChanges,
  listSyncRuns,
  RESOURCES,
  startSyncRun,
  typesMeantIn,
} from "@rollcall/contract"
import { z } from "zod"
import { AppError, noRow } from "../../errors.js"
import { type Route, route } from "../route.js"

const noRun = (id: string) => noRow({ what: "sync run", id, list: "GET /sync-run" })
const noAccountIn = (id: string) =>
  new AppError("account.not_found", `there is no integrated account ${id} in this environment`)

const wanted = z.array(z.string()).optional()
const listQuery = z.looseObject({
  limit: z.number().default(ADMIN_LIMIT),
  next_cursor: z.string().optional(),
  id: wanted,
  integrated_account_id: wanted,
  status: wanted,
  trigger: wanted,
})

/** A run shows progress of nine resources, so pages are kept shorter than those of other admin lists. */
const MOST_RUNS = 500
const MOST_CHANGES = 100

export const syncRoutes: Route[] = [
  route(startSyncRun, async ({ caller, body }, { accounts, sync }) => {
    const account = await accounts.find(caller.environmentId, body.integrated_account_id)
    if (!account) throw noAccountIn(body.integrated_account_id)
    return sync.start(account, body.resources)
  }),
  route(listSyncRuns, async ({ caller, query }, { accounts, sync }) => {
    const { limit: asked, next_cursor: cursor, ...given } = listQuery.parse(query)
    for (const id of given.integrated_account_id ?? [])
      if (!(await accounts.find(caller.environmentId, id))) throw noAccountIn(id)
    const limit = Math.min(asked, MOST_RUNS)
    const filters = {
      id: given.id,
      accountId: given.integrated_account_id,
      status: given.status,
      trigger: given.trigger,
    }
    const page = await sync.page(caller.environmentId, { limit, cursor, filters })
    return { result: page.rows, next_cursor: page.nextCursor, limit }
  }),
  route(getSyncRun, async ({ caller, params }, { sync }) => {
    const found = await sync.get(caller.environmentId, params.id)
    if (!found) throw noRun(params.id)
    return found
  }),
  route(confirmSyncRun, async ({ caller, params }, { sync }) => {
    const found = await sync.confirm(caller.environmentId, params.id)
    if (!found) throw noRun(params.id)
    return found
  }),
  route(listChanges, async ({ caller, query }, { accounts, changes }) => {
    const { integrated_account_id: accountId, event_type: types } = query
    // Who asks for another's events, or for those of a misspelt id, would wait for them for ever.
    const isKnown =
      accountId === undefined ||
      (await accounts.find(caller.environmentId, accountId)) ||
      (await changes.isOf(caller.environmentId, accountId))
    if (!isKnown) throw noAccountIn(accountId)
    if (query.after === "latest") {
      const { nextAfter, log } = await changes.last(caller.environmentId)
      return { result: [], next_after: nextAfter, log, has_more: false }
    }
    const { rows, nextAfter, log, hasMore } = await changes.read(caller.environmentId, {
      after: Number(query.after ?? 0),
      log: query.log,
      limit: query.limit ?? MOST_CHANGES,
      accountId,
      types: types === undefined ? undefined : typesMeantIn(types),
      resource: nameOf(query.resource),
    })
    const result = rows.map(({ sequence, id, type, payload, created_at }) => ({
      sequence,
      id,
      event: type,
      payload,
      created_at: created_at.toISOString(),
    }))
    return { result, next_after: nextAfter, log, has_more: hasMore }
  }),
]

/** `employees` is taken for `hris/employees`. */
const nameOf = (resource: string | undefined): string | undefined =>
  RESOURCES.some((one) => one === resource) ? `hris/${resource}` : resource
