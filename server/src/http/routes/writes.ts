import { ADMIN_LIMIT, getWrite, listWrites } from "@rollcall/contract"
import { z } from "zod"
import { notFound } from "../../errors.js"
import { type Route, route } from "../route.js"

const wanted = z.array(z.string()).optional()
const listQuery = z.looseObject({
  limit: z.number().default(ADMIN_LIMIT),
  next_cursor: z.string().optional(),
  id: wanted,
  integrated_account_id: wanted,
  state: wanted,
})

/** Writes are shown with their steps, so pages are kept shorter than those of other admin lists. */
const MOST_WRITES = 500

export const writeRecordRoutes: Route[] = [
  route(listWrites, async ({ caller, query }, { writes }) => {
    const { limit: asked, next_cursor: cursor, integrated_account_id: accountId, ...given } = listQuery.parse(query)
    const limit = Math.min(asked, MOST_WRITES)
    const filters = { id: given.id, accountId, state: given.state }
    const page = await writes.page(caller.environmentId, { limit, cursor, filters })
    return { result: page.rows, next_cursor: page.nextCursor, limit }
  }),
  route(getWrite, async ({ caller, params }, { writes }) => {
    const found = await writes.get(caller.environmentId, params.id)
    if (found) return found
    throw notFound(
      `there is no write ${params.id} in this environment, or it is older than thirty days`,
      "Send an id that GET /write lists.",
    )
  }),
]
