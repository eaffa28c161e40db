import {
  askAgain,
  askIdentity,
  authFields,
  type Identity,
  type RemoteRequest,
  readAnswer,
  type Settings,
  settingsIn,
  toWire,
  UpstreamError,
} from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import type { IntegrationFacts } from "./integration.js"
import type { Context } from "./secrets.js"
import type { AccountUpstream } from "./upstream.js"

/** Who a credential speaks for; `refused`: the HR system does not take it; `down`: it does not answer as it should. */
export type Identified = { kind: "known"; identity: Identity } | { kind: "refused" } | { kind: "down"; reason: string }

const PATIENCE_MS = 15_000

export type Asking = { facts: IntegrationFacts; upstream: AccountUpstream; settings: Settings }

export const settingsOf = ({ auth }: IntegrationFacts, context: Context): Settings =>
  settingsIn(authFields(auth), context)

/** The answer's JSON, with the retries that every read has. Throws `UpstreamError`. */
export function ask({ facts: { api }, upstream }: Asking, request: RemoteRequest): Promise<unknown> {
  const budget = { deadlineMs: upstream.now() + PATIENCE_MS }
  return askAgain(async () => readAnswer(api, (await upstream.fetch(toWire(api, request), budget)).body, request))
}

export async function identify(asking: Asking): Promise<Identified> {
  const { facts, settings } = asking
  try {
    const known = await askIdentity(facts.connect, { ask: (request) => ask(asking, request), settings })
    return known
      ? { kind: "known", identity: known }
      : { kind: "down", reason: "it does not say whose credential it is" }
  } catch (error) {
    if (error instanceof AppError) {
      return error.code === "account.needs_reauth" ? { kind: "refused" } : { kind: "down", reason: error.message }
    }
    if (!(error instanceof UpstreamError)) throw error
    if (error.verdict === "reconnect" || error.status === 403) return { kind: "refused" }
    return { kind: "down", reason: error.message }
  }
}
