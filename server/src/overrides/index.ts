/**
 * What users change about mappings, for an integration in their environment or for one account: kept, checked before it is
 * kept, and laid over a connector's views. Fields with paths are closures in this process; expressions are code that nobody
 * trusts, and run in a sandbox. It knows mappings only as data, and nobody who reads, syncs or serves.
 */
import { randomUUID } from "node:crypto"
import type { Connector } from "@rollcall/connector-kit"
import type {
  MappingOverride,
  MappingOverrideRow,
  MappingOverrides,
  MappingScope,
  ResourceName,
  UnifiedModelOverride,
} from "@rollcall/contract"
import { LRUCache } from "lru-cache"
import type { Db } from "../db/index.js"
import { type At, type Page, type PageQuery, readPage } from "../db/paging.js"
import type { Signer } from "../vault/cursor.js"
import { reviseConnector } from "./revise-connector.js"
import { asOverrides, show } from "./rows.js"
import { createSandbox, type SandboxSettings } from "./sandbox.js"
import { check, connectorOf, findTarget, type Put, prepareAll, putOne, removeOne, type SaveDeps } from "./save.js"
import * as store from "./store.js"

/** An account as far as overrides are concerned. */
type Subject = { id: string; environmentId: string; integration: string; overrides?: MappingOverrides | undefined }

/** With the connector as it was and as it is now for whom the override is. */
export type Saved = { row: MappingOverrideRow; warnings: string[]; before: Connector; after: Connector }

export type Overrides = {
  page(environmentId: string, query: PageQuery & { filters: store.OverrideFilters }): Promise<Page<MappingOverrideRow>>
  get(environmentId: string, id: string): Promise<MappingOverrideRow | undefined>
  /** Throws `mapping.invalid` for what can't work, `resource.conflict` for another version. */
  put(environmentId: string, given: Put): Promise<Saved>
  remove(environmentId: string, id: string): Promise<boolean>
  /** Checks an account's overrides; what is answered makes them all of it, in a transaction that holds its row. */
  prepare(account: Omit<Subject, "overrides">, given: UnifiedModelOverride): Promise<(tx: Db) => Promise<void>>
  /** The account with an override that is not kept. */
  tryOn<A extends Subject>(
    account: A,
    given: { scope: MappingScope; resource: ResourceName; override: MappingOverride },
  ): Promise<Omit<Saved, "row"> & { account: A }>
  /** What counts for an account. Undefined: nothing. */
  load(account: Omit<Subject, "overrides">): Promise<MappingOverrides | undefined>
  /** Whether what the account was loaded with is what counts. */
  isCurrent(tx: Db, account: Subject): Promise<boolean>
  /** The connector as the account has it. */
  connectorFor(connector: Connector, account: Pick<Subject, "environmentId" | "overrides">): Connector
  /** Ends what runs. */
  close(): Promise<void>
}

export type OverridesDeps = Omit<SaveDeps, "sandbox"> & {
  after: SandboxSettings["after"]
  signer: Signer
  /** Called when the overrides of an account became others; `*`: of any. */
  onChange(accountId: string): void
}

/** Connectors with overrides that are kept in this process. */
const MOST_KEPT = 500
/** In which expressions run. One environment has one of them at most. */
const THREADS = 2

export function createOverrides(given: OverridesDeps): Overrides {
  const { db, signer, after } = given
  const sandbox = createSandbox({ threads: THREADS, after })
  const deps = { ...given, sandbox }
  const connectors = new LRUCache<string, Connector>({ max: MOST_KEPT })
  const connectorFor: Overrides["connectorFor"] = (connector, { environmentId, overrides }) => {
    if (!overrides) return connector
    const key = `${connector.id} ${environmentId} ${overrides.revision}`
    const known = connectors.get(key) ?? reviseConnector(connector, overrides, { owner: environmentId, sandbox })
    connectors.set(key, known)
    return known
  }
  const load = async (target: store.Target) => asOverrides(await store.listCounting(db, target))
  return {
    ...createChanges(deps, { load, connectorFor }),
    connectorFor,
    close: sandbox.close,
    load: (account) => load(targetOf(account)),
    isCurrent: async (tx, account) =>
      (await store.readRevision(tx, targetOf(account))) === (account.overrides?.revision ?? ""),
    async page(environmentId, { filters, ...query }) {
      const list = (at: At) => store.listOverrides(db, environmentId, { ...at, filters })
      return readPage(signer, { binding: `mapping overrides ${environmentId}`, query, list, show })
    },
    async get(environmentId, id) {
      const row = await store.findOverride(db, environmentId, id)
      return row && show(row)
    },
  }
}

type Loading = Pick<Overrides, "connectorFor"> & {
  load(target: store.Target): Promise<MappingOverrides | undefined>
}

function createChanges(
  deps: OverridesDeps & SaveDeps,
  { load, connectorFor }: Loading,
): Pick<Overrides, "put" | "remove" | "prepare" | "tryOn"> {
  const { db } = deps
  return {
    async put(environmentId, given) {
      const target = await findTarget(deps, environmentId, given)
      const connector = connectorOf(deps, target.integration)
      const [before, checked] = [await load(target), await check(deps, target, given)]
      const row = await db.transaction().execute((tx) => putOne(deps, tx, { target, given, checked }))
      deps.onChange(target.accountId ?? "*")
      const withThese = (overrides: MappingOverrides | undefined) =>
        connectorFor(connector, { environmentId, overrides })
      const after = withThese(await load(target))
      return { row: show(row), warnings: checked.warnings, before: withThese(before), after }
    },
    async remove(environmentId, id) {
      const row = await store.findOverride(db, environmentId, id)
      const isGone = row && (await db.transaction().execute((tx) => removeOne(deps, tx, row)))
      if (row) deps.onChange(row.account_id ?? "*")
      return isGone ?? false
    },
    prepare: (account, given) => prepareAll(deps, targetOf(account), given),
    async tryOn(account, { scope, resource, override }) {
      const checked = await check(deps, targetOf(account), { ...override, resource })
      const { resources = {} } = (await load(targetOf(account))) ?? {}
      const layers = { ...resources[resource], [scope]: { ...override, reads: checked.reads } }
      // Nobody else has one of this name.
      const overrides = { revision: `try ${randomUUID()}`, resources: { ...resources, [resource]: layers } }
      const tried = { ...account, overrides }
      const of = (one: Subject) => connectorFor(connectorOf(deps, one.integration), one)
      return { account: tried, warnings: checked.warnings, before: of(account), after: of(tried) }
    },
  }
}

const targetOf = ({ id, environmentId, integration }: Subject): store.Target => ({
  environmentId,
  integration,
  accountId: id,
})
