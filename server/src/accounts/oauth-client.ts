import { isDeepStrictEqual } from "node:util"
import type { Credentials } from "@rollcall/connector-kit"
import type { Clock } from "../clock.js"
import type { Egress } from "../egress/index.js"
import { AppError } from "../errors.js"
import type { Installed } from "./installed/index.js"
import { baseUrlOf, type IntegrationFacts } from "./integration.js"
import { isNearEnd, isUsable, limited, type RefreshDeps, refreshCredentials } from "./refresh-token.js"
import type { Context } from "./secrets.js"
import { type OAuthClient, refreshTokens, type TokenCall } from "./token-endpoint.js"

type Place = { environmentId: string; id: string }
type IsStale = (credentials: Credentials) => boolean
/** `isByHand`: a grant that was refused before is asked for again. */
export type Refresh = (account: Place & { isByHand?: boolean }, isStale: IsStale) => Promise<Credentials | undefined>

/** In this process, everybody who wants the same account refreshed waits for one refresh. */
export function shareRefreshes(deps: RefreshDeps, forget: (id: string) => void): Refresh {
  const refreshing = new Map<string, Promise<Credentials | undefined>>()
  return async ({ environmentId, id, isByHand = false }, isStale) => {
    for (let running = refreshing.get(id); running; running = refreshing.get(id)) {
      const refreshed = await running
      // Others may have asked for less: a token that is not near its end can still be the one that was refused.
      if (refreshed ? !isStale(refreshed) : !isByHand) return refreshed
    }
    const started = refreshCredentials(deps, { environmentId, id, isStale, isByHand }).finally(() => {
      refreshing.delete(id)
      forget(id)
    })
    refreshing.set(id, started)
    return started
  }
}

type Freshening = {
  now(): Date
  refresh(isStale: IsStale): Promise<Credentials | undefined>
  /** The HR system or its token endpoint asked to be left alone until then. */
  heldUntil: Date | null
}

/** The credentials, refreshed first when their end is near. */
export async function freshen(credentials: Credentials, { now, refresh, heldUntil }: Freshening): Promise<Credentials> {
  const isStale = (one: Credentials) => isNearEnd(one, now().getTime())
  if (!isStale(credentials)) return credentials
  const heldMs = (heldUntil?.getTime() ?? 0) - now().getTime()
  if (heldMs > 0) {
    if (isUsable(credentials, now().getTime())) return credentials
    throw limited(heldMs)
  }
  let refreshed: Credentials | undefined
  try {
    refreshed = await refresh(isStale)
  } catch (error) {
    // The token endpoint has trouble, but what we have is good for a while yet.
    if (isUsable(credentials, now().getTime())) return credentials
    throw error
  }
  if (!refreshed) throw needsReauth()
  return refreshed
}

export const needsReauth = () =>
  new AppError(
    "account.needs_reauth",
    "the HR system no longer accepts this connection: the customer has to reconnect",
    {
      isUndone: true,
    },
  )

export const isSame = (one: Credentials, other: Credentials): boolean =>
  one.method === "api_key" && other.method === "api_key"
    ? isDeepStrictEqual(one.secrets, other.secrets)
    : one.method === "oauth2" && other.method === "oauth2" && one.accessToken === other.accessToken

type ClientDeps = {
  after: Clock["after"]
  now(): Date
  egress: Egress
  integrations: readonly IntegrationFacts[]
  installed: Installed
}
type Connected = {
  integration: string
  environment_id: string
  environment_integration_id: string
  context: Context
}

/** How to speak to the token endpoint for an environment: with its own OAuth client, or else the operator's. */
export type FindTokenCall = (of: Connected) => Promise<TokenCall>

export function createTokenCalls({ after, now, egress, integrations, installed }: ClientDeps): FindTokenCall {
  return async (of) => {
    const facts = integrations.find((one) => one.id === of.integration)
    const own: OAuthClient | undefined = await installed.clientOf(of.environment_id, of.environment_integration_id)
    const client = own ?? facts?.client
    if (!facts || !client) {
      const prefix = of.integration.toUpperCase()
      const how = `set ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET, or the environment's own`
      throw new AppError(
        "integration.not_installed",
        `there is no OAuth client for ${facts?.name ?? of.integration}: ${how}`,
        {
          isUndone: true,
        },
      )
    }
    return { baseUrl: baseUrlOf(facts, of.context), connector: facts, client, dispatcher: egress.upstream, after, now }
  }
}

export const createTokenRequest =
  (findCall: FindTokenCall): RefreshDeps["requestTokens"] =>
  async (row, refreshToken) =>
    refreshTokens(await findCall(row), refreshToken)
