import { type Identity, listAt, type RemoteQuery, readPage, START, UpstreamError } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import type { IntegrationFacts } from "./integration.js"
import type { AccountUpstream } from "./upstream.js"

/** Who a credential speaks for; `refused`: the HR system does not take it; `down`: it does not answer as it should. */
export type Identified = { kind: "known"; identity: Identity } | { kind: "refused" } | { kind: "down"; reason: string }

const PATIENCE_MS = 15_000

type Asking = { facts: IntegrationFacts; upstream: AccountUpstream }

/** One row of a list, with the retries that every read has. Throws `UpstreamError`. */
export async function readFirstRows(
  { facts: { api }, upstream }: Asking,
  { path, query }: { path: string; query?: RemoteQuery },
) {
  const budget = { deadlineMs: upstream.now() + PATIENCE_MS }
  const list = listAt(api, path, query)
  return (await readPage(api, (request) => upstream.fetch(request, budget), { list, position: START, size: 1 })).rows
}

export async function identify(asking: Asking): Promise<Identified> {
  const { identity } = asking.facts.connect
  try {
    const known = identity.read(await readFirstRows(asking, { path: identity.path }))
    return known
      ? { kind: "known", identity: known }
      : { kind: "down", reason: "it does not say whose credential it is" }
  } catch (error) {
    if (error instanceof AppError) {
      return error.code === "unauthorized" ? { kind: "refused" } : { kind: "down", reason: error.message }
    }
    if (!(error instanceof UpstreamError)) throw error
    if (error.verdict === "reconnect" || error.status === 403) return { kind: "refused" }
    return { kind: "down", reason: error.message }
  }
}
