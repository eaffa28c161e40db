import type { Db } from "../db/index.js"
import { AppError } from "../errors.js"
import type { AccountCalls, AccountNotes } from "./account.js"
import type { Emit } from "./lifecycle.js"
import type { Loader } from "./loader.js"
import { freshen, isSame, needsReauth, type Refresh } from "./oauth-client.js"
import * as store from "./store.js"

type CredentialDeps = { now(): Date; loader: Loader; refresh: Refresh }

/** Credentials for a call. */
export function createCredentials({
  now,
  loader,
  refresh,
}: CredentialDeps): Pick<AccountCalls, "credentials" | "refresh"> {
  return {
    async credentials(account) {
      const loaded = await loader.load(account.environmentId, account.id)
      if (!loaded) throw new AppError("account.not_found", "the account has been removed")
      if (!loaded.credentials) throw needsReauth()
      return freshen(loaded.credentials, {
        now,
        refresh: (isStale) => refresh(account, isStale),
        heldUntil: later(loaded.account.heldUntil, loaded.refreshAfter),
      })
    },
    refresh: (account, refused) => refresh(account, (one) => isSame(one, refused)),
  }
}

const later = (one: Date | null, other: Date | null): Date | null =>
  (one?.getTime() ?? 0) > (other?.getTime() ?? 0) ? one : other

/** A call that goes after a hold keeps the others back for so long, or until it is answered. */
const PROBE_MS = 5_000

type HoldDeps = { db: Db; now(): Date } & Pick<Loader, "forget">

const createHolds = ({ db, now, forget }: HoldDeps): Pick<AccountCalls, "hold" | "probe"> => ({
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
export function createAccountCalls({ db, ...deps }: CredentialDeps & { db: Db }): AccountCalls {
  const { load, forget } = deps.loader
  return {
    ...createCredentials(deps),
    ...createHolds({ db, now: deps.now, forget }),
    async find(environmentId, id, how) {
      if (how?.isFresh) forget(id)
      return (await load(environmentId, id))?.account
    },
  }
}

type NoteDeps = { db: Db; emit: Emit; now(): Date; loader: Loader }

export function createAccountNotes({ db, emit, now, loader: { forget } }: NoteDeps): AccountNotes {
  return {
    async recordAccepted(account, call) {
      if (account.forbidden?.resource === call.resource && account.forbidden.method === call.method) {
        await store.clearForbidden(db, account.id)
        forget(account.id)
      }
      if (account.status !== "needs_reauth") return
      await db.transaction().execute(async (tx) => {
        const row = await store.setReactivated(tx, account.id)
        if (row) await emit(tx, row, "reactivated")
      })
      forget(account.id)
    },
    async recordForbidden(account, { resource, method, missingScopes }) {
      const occurred_at = now().toISOString()
      const refusal = { resource, method, missing_scopes: missingScopes, occurred_at }
      await db.transaction().execute(async (tx) => {
        const row = await store.setForbidden(tx, account.id, refusal)
        if (row) await emit(tx, row, "forbidden_error")
      })
      forget(account.id)
    },
  }
}
