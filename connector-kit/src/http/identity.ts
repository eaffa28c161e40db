import type { Settings } from "../auth.js"
import type { Connect, Identity } from "../connect.js"
import type { RemoteRequest } from "../request.js"
import { UpstreamError } from "../verdict.js"

type Asking = { ask(request: RemoteRequest): Promise<unknown>; settings: Settings }

/** Whose a credential is; undefined: the answer makes no sense. Rejects when there is none. */
export async function askIdentity({ identity }: Connect, { ask, settings }: Asking): Promise<Identity | undefined> {
  try {
    return identity.read(await ask(identity.request), settings)
  } catch (error) {
    const isTaken = error instanceof UpstreamError && (error.status !== 403 || identity.mayBeForbidden === true)
    const isAbsent = isTaken && error.verdict === "skip"
    // A credential that was taken for what there is not is good: the account's settings may say whose it is.
    const known = isAbsent ? identity.read(undefined, settings) : undefined
    if (known) return known
    throw error
  }
}
