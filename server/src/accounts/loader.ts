import type { Credentials } from "@rollcall/connector-kit"
import type { MappingOverrides } from "@rollcall/contract"
import { LRUCache } from "lru-cache"
import type { Db } from "../db/index.js"
import type { Account } from "./account.js"
import type { ContextVault } from "./context-vault.js"
import { readCredentials } from "./credentials.js"
import { toAccount } from "./show.js"
import * as store from "./store.js"

const CACHE_MS = 1_000
/** `refreshAfter`: the token endpoint asked to be left alone until then. */
type Loaded = { account: Account; credentials: Credentials | undefined; refreshAfter: Date | null }

export type Loader = {
  load(environmentId: string, id: string): Promise<Loaded | undefined>
  /** `*` forgets all. */
  forget(id: string): void
}

type LoaderDeps = {
  db: Db
  contexts: ContextVault
  loadOverrides(account: Account): Promise<MappingOverrides | undefined>
}

/** Accounts with their opened credentials, remembered for a second. */
export function createLoader({ db, contexts, loadOverrides }: LoaderDeps): Loader {
  const cache = new LRUCache<string, Loaded>({ max: 10_000, ttl: CACHE_MS })
  let changes = 0
  const forget = (id: string) => {
    changes++
    if (id === "*") cache.clear()
    else cache.delete(id)
  }
  const load = async (environmentId: string, id: string): Promise<Loaded | undefined> => {
    const cached = cache.get(id)
    if (cached) return cached.account.environmentId === environmentId ? cached : undefined
    const seen = changes
    const row = await store.findAccount(db, environmentId, id)
    if (!row) return undefined
    const context = contexts.open(row)
    const credentials = readCredentials(contexts.fields(row.integration), row.authentication_method, context)
    const account = toAccount(row)
    const overrides = await loadOverrides(account)
    const loaded = { account: { ...account, overrides }, credentials, refreshAfter: row.refresh_after }
    // What was read before a change made here may not be remembered after it.
    if (seen === changes) cache.set(id, loaded)
    return loaded
  }
  return { load, forget }
}
