import { isDeepStrictEqual } from "node:util"
import type { Credentials } from "@rollcall/connector-kit"
import type { Clock } from "../clock.js"
import type { Egress } from "../egress/index.js"
import { AppError } from "../errors.js"
import type { Installed } from "./installed/index.js"
import { baseUrlOf, type IntegrationFacts } from "./integration.js"
import { isNearEnd, isUsable, limited, type RenewalParts, renewCredentials } from "./renewal.js"
import type { Context } from "./secrets.js"
import { type OAuthClient, refreshTokens, type TokenCall } from "./token-endpoint.js"

type Place = { environmentId: string; id: string }
type IsStale = (credentials: Credentials) => boolean
/** `isByHand`: a grant that was refused before is asked for again. */
export type Renew = (account: Place & { isByHand?: boolean }, isStale: IsStale) => Promise<Credentials | undefined>

/** In this process, everybody who wants the same account renewed waits for one renewal. */
export function shareRenewals(renewal: RenewalParts, forget: (id: string) => void): Renew {
  const renewing = new Map<string, Promise<Credentials | undefined>>()
  return async ({ environmentId, id, isByHand = false }, isStale) => {
    for (let running = renewing.get(id); running; running = renewing.get(id)) {
      const renewed = await running
      // Others may have asked for less: a token that is not near its end can still be the one that was refused.
      if (renewed ? !isStale(renewed) : !isByHand) return renewed
    }
    const started = renewCredentials(renewal, { environmentId, id, isStale, isByHand }).finally(() => {
      renewing.delete(id)
      forget(id)
    })
    renewing.set(id, started)
    return started
  }
}

type Freshening = {
  now(): Date
  renew(isStale: IsStale): Promise<Credentials | undefined>
  /** The HR system or its token endpoint asked to be left alone until then. */
  heldUntil: Date | null
}

/** The credentials, refreshed first when their end is near. */
export async function freshen(credentials: Credentials, { now, renew, heldUntil }: Freshening): Promise<Credentials> {
  const isStale = (one: Credentials) => isNearEnd(one, now().getTime())
  if (!isStale(credentials)) return credentials
  const heldMs = (heldUntil?.getTime() ?? 0) - now().getTime()
  if (heldMs > 0) {
    if (isUsable(credentials, now().getTime())) return credentials
    throw limited(heldMs)
  }
  let renewed: Credentials | undefined
  try {
    renewed = await renew(isStale)
  } catch (error) {
    // The token endpoint has trouble, but what we have is good for a while yet.
    if (isUsable(credentials, now().getTime())) return credentials
    throw error
  }
  if (!renewed) throw needsReauth()
  return renewed
}

export const needsReauth = () =>
  new AppError("unauthorized", "the HR system no longer accepts this connection: the customer has to reconnect", {
    isUndone: true,
  })

export const isSame = (one: Credentials, other: Credentials): boolean =>
  one.method === "api_key" && other.method === "api_key"
    ? isDeepStrictEqual(one.secrets, other.secrets)
    : one.method === "oauth2" && other.method === "oauth2" && one.accessToken === other.accessToken

type ClientParts = {
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

export function createTokenCalls({ after, now, egress, integrations, installed }: ClientParts): FindTokenCall {
  return async (of) => {
    const facts = integrations.find((one) => one.id === of.integration)
    const own: OAuthClient | undefined = await installed.clientOf(of.environment_id, of.environment_integration_id)
    const client = own ?? facts?.client
    if (!facts || !client) {
      const prefix = of.integration.toUpperCase()
      const how = `set ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET, or the environment's own`
      throw new AppError("unavailable", `there is no OAuth client for ${facts?.name ?? of.integration}: ${how}`, {
        isUndone: true,
      })
    }
    return { baseUrl: baseUrlOf(facts, of.context), connector: facts, client, dispatcher: egress.upstream, after, now }
  }
}

export const createRefresh =
  (findCall: FindTokenCall): RenewalParts["refresh"] =>
  async (row, refreshToken) =>
    refreshTokens(await findCall(row), refreshToken)
