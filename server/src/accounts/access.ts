import type { Db } from "../db/index.js"
import { AppError } from "../errors.js"
import type { AccountCalls, AccountNotes } from "./account.js"
import type { Tell } from "./lifecycle.js"
import type { Loader } from "./loader.js"
import { freshen, isSame, needsReauth, type Renew } from "./renewer.js"
import * as store from "./store.js"

type CredentialParts = { now(): Date; loader: Loader; renew: Renew }

/** Credentials for a call. */
export function createCredentials({
  now,
  loader,
  renew,
}: CredentialParts): Pick<AccountCalls, "credentials" | "renew"> {
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

type HoldParts = { db: Db; now(): Date } & Pick<Loader, "forget">

const createHolds = ({ db, now, forget }: HoldParts): Pick<AccountCalls, "hold" | "probe"> => ({
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

/** What a call takes. */
export function createAccountCalls({ db, ...parts }: CredentialParts & { db: Db }): AccountCalls {
  const { load, forget } = parts.loader
  return {
    ...createCredentials(parts),
    ...createHolds({ db, now: parts.now, forget }),
    find: async (environmentId, id) => (await load(environmentId, id))?.account,
  }
}

type NoteParts = { db: Db; tell: Tell; now(): Date; loader: Loader }

export function createAccountNotes({ db, tell, now, loader: { forget } }: NoteParts): AccountNotes {
  return {
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
  }
}
