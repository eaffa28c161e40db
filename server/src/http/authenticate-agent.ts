import type { Caller } from "../access/index.js"
import { AppError } from "../errors.js"
import { authenticate } from "./authenticate.js"
import { headerOf, type Incoming } from "./incoming.js"
import type { Services } from "./services.js"

type Asking = Pick<Incoming, "headers" | "params" | "address">
type Agent = Extract<Caller, { kind: "mcp_token" }>

/**
 * Who speaks MCP: by the MCP token in the path, or by any token in the Authorization header. Throws `token.missing`,
 * `token.invalid`, or `token.forbidden` for a page of another origin.
 */
export async function authenticateAgent(services: Services, asking: Asking): Promise<Caller> {
  assertOwnOrigin(services.publicUrl(), asking)
  const { token } = asking.params
  if (token !== undefined) return findInPath(services, { ...asking, token })
  const header = headerOf(asking, "authorization")
  const { address } = asking
  const given = /^Bearer +(mcp_\S{1,200}) *$/i.exec(header ?? "")?.[1]
  if (given === undefined) return authenticate(services, { header, address })
  const agent = await findAgent(services, given, address)
  if (agent.mcp.config.require_api_token_auth)
    throw new AppError("token.missing", "this MCP token needs an API token besides: call /mcp/<MCP token>, and send it")
  return agent
}

async function findInPath(services: Services, { token, ...asking }: Asking & { token: string }): Promise<Caller> {
  const { address } = asking
  const agent = await findAgent(services, token, address)
  if (!agent.mcp.config.require_api_token_auth) return agent
  const header = headerOf(asking, "authorization")
  if (!header)
    throw new AppError(
      "token.missing",
      "this MCP token needs an API token of its environment besides: send Authorization: Bearer <API token>",
    )
  const person = await authenticate(services, { header, address })
  if (person.kind === "api_token" && person.environmentId === agent.environmentId) return agent
  throw new AppError(
    "token.invalid",
    "the token in the Authorization header is no API token of the MCP token's environment",
  )
}

async function findAgent({ access, guesses }: Services, token: string, address: string): Promise<Agent> {
  const found = await guesses.guard({ kind: "token", secret: token, address }, () => access.mcpTokens.find(token))
  if (!found) throw new AppError("token.invalid", "the MCP token is unknown, revoked or expired: make a new one")
  const { id, name, config, environment_id, integrated_account_id, scopes } = found
  return {
    ...({ kind: "mcp_token", tokenId: id, mcp: { name, config }, rate: null } as const),
    ...{ environmentId: environment_id, accountId: integrated_account_id, scopes },
  }
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/**
 * A page that a browser shows may not speak for its visitor, not even by a name that leads to this machine (DNS rebinding).
 * A server that browsers reach under a loopback address is asked by such a name only; others may have several names.
 */
function assertOwnOrigin(publicUrl: string, asking: Asking): void {
  const own = new URL(publicUrl)
  const origin = headerOf(asking, "origin")
  if (origin !== undefined && origin !== own.origin)
    throw new AppError(
      "token.forbidden",
      `pages of ${origin.slice(0, 200)} can't call this: Origin has to be ${own.origin}`,
    )
  const host = headerOf(asking, "host")
  if (host === undefined || !LOOPBACK.test(own.hostname) || LOOPBACK.test(hostnameOf(host))) return
  throw new AppError(
    "token.forbidden",
    `Host is ${host.slice(0, 200)}, and this server is ${own.host}: set ROLLCALL_PUBLIC_URL if it has another address`,
  )
}

const hostnameOf = (host: string): string => host.replace(/:\d+$/, "").toLowerCase()
