import {
  ADMIN_LIMIT,
  createApiToken,
  deleteApiToken,
  getApiToken,
  listApiTokens,
  rotateApiToken,
  updateApiToken,
} from "@rollcall/contract"
import { AppError, noRow } from "../../errors.js"
import { isUuid } from "../authenticate.js"
import { type Route, route } from "../route.js"

const noToken = (id: string) => noRow({ what: "API token", id, list: "GET /api-token" })

const DAY_SECONDS = 86_400

const readEnd = (given: string | null | undefined, now: Date): Date | null | undefined => {
  if (given === undefined || given === null) return given
  const end = new Date(given)
  if (end <= now) throw new AppError("request.invalid", "expires_at: give a date-time ahead")
  return end
}

export const apiTokenRoutes: Route[] = [
  route(listApiTokens, async ({ caller, query }, { access }) => {
    const { limit = ADMIN_LIMIT, next_cursor: cursor, id: ids, name: names, environment_id: environments } = query
    if (environments && !environments.includes(caller.environmentId)) return { result: [], next_cursor: null, limit }
    const page = await access.tokens.page(caller.environmentId, { limit, cursor, ids, names })
    return { result: page.rows, next_cursor: page.nextCursor, limit }
  }),
  route(getApiToken, async ({ caller, params: { id } }, { access }) => {
    const found = isUuid(id) ? await access.tokens.get(caller.environmentId, id) : undefined
    if (!found) throw noToken(id)
    return found
  }),
  route(createApiToken, ({ caller, body }, { access, clock }) => {
    const { name, scopes, rate_limit: rate } = body
    const expiresAt = readEnd(body.expires_at, clock.now())
    return access.tokens.create(caller, { name, scopes, rate, expiresAt })
  }),
  route(updateApiToken, async ({ caller, params: { id }, body }, { access, clock }) => {
    const { name, scopes, rate_limit: rate, expires_at } = body
    const values = { name, scopes, rate, expiresAt: readEnd(expires_at, clock.now()) }
    const changed = await access.tokens.update(caller, id, values)
    if (!changed) throw noToken(id)
    return changed
  }),
  route(rotateApiToken, async ({ caller, params: { id }, body }, { access }) => {
    const rotated = await access.tokens.rotate(caller, id, body.grace_seconds ?? DAY_SECONDS)
    if (!rotated) throw noToken(id)
    return rotated
  }),
  route(deleteApiToken, async ({ caller, params: { id } }, { access }) => {
    if (!(await access.tokens.remove(caller.environmentId, id))) throw noToken(id)
    return { id }
  }),
]
