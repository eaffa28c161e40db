import {
  ADMIN_LIMIT,
  createMcpToken,
  deleteMcpToken,
  getMcpToken,
  listMcpTokens,
  type McpConfig,
  notCovered,
  updateMcpToken,
} from "@rollcall/contract"
import type { Caller } from "../../access/index.js"
import type { Account } from "../../accounts/index.js"
import { AppError, badField, noRow } from "../../errors.js"
import { type Route, route } from "../route.js"
import type { Services } from "../services.js"

const noToken = (id: string) => noRow({ what: "MCP token", id, list: "GET /integrated-account/{id}/mcp" })

async function findAccount({ accounts }: Services, environmentId: string, id: string): Promise<Account> {
  const account = await accounts.find(environmentId, id)
  if (!account) throw new AppError("account.not_found", `there is no integrated account ${id} in this environment`)
  return account
}

/** A token that shows no tool would be found out by an agent that can do nothing. */
function assertHasTools({ describe }: Services, { integration }: Account, config: McpConfig): void {
  if (describe.tools(integration, config).length > 0) return
  throw badField(
    "config",
    "no tool has these methods, tags and type: GET /integrated-account/{id}/tools shows what there is",
  )
}

const SOONEST_MS = 60_000

function readEnd(given: string | null | undefined, now: Date): Date | null | undefined {
  if (given === undefined || given === null) return given
  const at = new Date(given)
  if (at.getTime() < now.getTime() + SOONEST_MS) throw badField("expires_at", "give a moment at least 60 seconds ahead")
  return at
}

/** Who makes or changes one gives no more than they have, and for no longer. */
function assertNoMore(
  caller: Caller,
  { scopes, expiresAt }: { scopes: readonly string[]; expiresAt?: Date | null | undefined },
) {
  const missing = notCovered(caller.scopes, scopes)
  if (missing.length > 0)
    throw new AppError(
      "token.forbidden",
      `this MCP token may do more than the token that you call with: ${missing.join(", ")}`,
    )
  const end = caller.kind === "api_token" ? caller.expiresAt : null
  if (end === null || expiresAt === undefined || (expiresAt !== null && expiresAt <= end)) return
  throw new AppError(
    "token.forbidden",
    `expires_at: the token that you call with ends ${end.toISOString()}: give that or an earlier date-time`,
  )
}

const ownerOf = ({ environmentId }: { environmentId: string }, { id }: { id: string }) => ({
  environmentId,
  accountId: id,
})

export const mcpTokenRoutes: Route[] = [
  route(listMcpTokens, async ({ caller, params, query }, services) => {
    await findAccount(services, caller.environmentId, params.id)
    const { limit = ADMIN_LIMIT, next_cursor: cursor, id: ids, name: names } = query
    const page = await services.access.mcpTokens.page(ownerOf(caller, params), { limit, cursor, ids, names })
    return { result: page.rows, next_cursor: page.nextCursor, limit }
  }),
  route(getMcpToken, async ({ caller, params }, { access }) => {
    const found = await access.mcpTokens.get(ownerOf(caller, params), params.token_id)
    if (!found) throw noToken(params.token_id)
    return found
  }),
  route(createMcpToken, async ({ caller, params, body }, services) => {
    const account = await findAccount(services, caller.environmentId, params.id)
    const { name, config = {} } = body
    assertHasTools(services, account, config)
    const ownEnd = caller.kind === "api_token" ? caller.expiresAt : null
    const given = readEnd(body.expires_at, services.clock.now())
    const expiresAt = given === undefined ? ownEnd : given
    assertNoMore(caller, { scopes: [], expiresAt })
    const made = await services.access.mcpTokens.create(ownerOf(caller, params), {
      name,
      config,
      scopes: caller.scopes,
      expiresAt,
      madeBy: caller.tokenId,
    })
    if (!made)
      throw new AppError("account.not_found", `there is no integrated account ${params.id} in this environment`)
    return { ...made, url: `${services.publicUrl()}/mcp/${made.token}` }
  }),
  route(updateMcpToken, async ({ caller, params, body }, services) => {
    const { name, config } = body
    if (config) assertHasTools(services, await findAccount(services, caller.environmentId, params.id), config)
    const expiresAt = readEnd(body.expires_at, services.clock.now())
    const scopes = await services.access.mcpTokens.scopesOf(ownerOf(caller, params), params.token_id)
    if (!scopes) throw noToken(params.token_id)
    assertNoMore(caller, { scopes, expiresAt })
    const patch = {
      ...(name === undefined ? {} : { name }),
      ...(config === undefined ? {} : { config }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    }
    const found = await services.access.mcpTokens.update(ownerOf(caller, params), params.token_id, patch)
    if (!found) throw noToken(params.token_id)
    return found
  }),
  route(deleteMcpToken, async ({ caller, params }, { access }) => {
    if (!(await access.mcpTokens.remove(ownerOf(caller, params), params.token_id))) throw noToken(params.token_id)
    return { id: params.token_id }
  }),
]
