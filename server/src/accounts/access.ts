import type { Db } from "../db/index.js"
import { AppError } from "../errors.js"
import type { AccountAccess } from "./account.js"
import type { Tell } from "./lifecycle.js"
import type { Loader } from "./loader.js"
import { freshen, isSame, needsReauth, type Renew } from "./renewer.js"
import * as store from "./store.js"

type CredentialParts = { now(): Date; loader: Loader; renew: Renew }
type AccessParts = CredentialParts & { db: Db; tell: Tell }

/** Credentials for a call. */
export function createCredentials({
  now,
  loader,
  renew,
}: CredentialParts): Pick<AccountAccess, "credentials" | "renew"> {
  return {
    async credentials(account) {
      const loaded = await loader.load(account.environmentId, account.id)
      if (!loaded) throw new AppError("not_found", "the account has been removed")
      if (!loaded.credentials) throw needsReauth()
      return freshen(loaded.credentials, {
        now,
        renew: (isStale) => renew(account, isStale),
        heldUntil: later(loaded.account.heldUntil, loaded.refreshAfter),
      })
    },
    renew: (account, refused) => renew(account, (one) => isSame(one, refused)),
  }
}

const later = (one: Date | null, other: Date | null): Date | null =>
  (one?.getTime() ?? 0) > (other?.getTime() ?? 0) ? one : other

/** A call that goes after a hold keeps the others back for so long, or until it is answered. */
const PROBE_MS = 5_000

type HoldParts = Pick<AccessParts, "db" | "now"> & Pick<Loader, "forget">

const createHolds = ({ db, now, forget }: HoldParts): Pick<AccountAccess, "hold" | "probe"> => ({
  async hold(account, until) {
    await store.setHold(db, account.id, until)
    forget(account.id)
  },
  async probe(account) {
    const at = now().getTime()
    const until = new Date(at + PROBE_MS)
    const isOurs = await store.takeProbe(db, account.id, { now: new Date(at), until })
    forget(account.id)
    if (!isOurs) return undefined
    return async () => {
      await store.endHold(db, account.id, until)
      forget(account.id)
    }
  },
})

/** Credentials for a call, and what the HR system said to it. */
export function createAccountAccess({ db, tell, ...parts }: AccessParts): AccountAccess {
  const { now } = parts
  const { load, forget } = parts.loader
  return {
    ...createCredentials(parts),
    find: async (environmentId, id) => (await load(environmentId, id))?.account,
    async noteAccepted(account, call) {
      if (account.forbidden?.resource === call.resource && account.forbidden.method === call.method) {
        await store.clearForbidden(db, account.id)
        forget(account.id)
      }
      if (account.status !== "needs_reauth") return
      await db.transaction().execute(async (tx) => {
        const row = await store.setReactivated(tx, account.id)
        if (row) await tell(tx, row, "reactivated")
      })
      forget(account.id)
    },
    async noteForbidden(account, { resource, method, missingScopes }) {
      const occurred_at = now().toISOString()
      const refusal = { resource, method, missing_scopes: missingScopes, occurred_at }
      await db.transaction().execute(async (tx) => {
        const row = await store.setForbidden(tx, account.id, refusal)
        if (row) await tell(tx, row, "forbidden_error")
      })
      forget(account.id)
    },
    ...createHolds({ db, now, forget }),
  }
}
