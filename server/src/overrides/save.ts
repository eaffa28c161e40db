import { randomUUID } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import type { Connector } from "@rollcall/connector-kit"
import type { MappingOverride, MethodConfig, ResourceName, UnifiedModelOverride } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import { assertStorable } from "../db/storable.js"
import { AppError, noRow } from "../errors.js"
import type { Jobs } from "../jobs/index.js"
import { type Checked, checkOverride } from "./check.js"
import { asTruto } from "./rows.js"
import type { Sandbox } from "./sandbox.js"
import * as store from "./store.js"

export type SaveDeps = {
  db: Db
  jobs: Pick<Jobs, "send">
  sandbox: Sandbox
  /** Undefined: no such integration. */
  connectorNamed(integration: string): Connector | undefined
}

/** For an integration, or for one account. */
export type Put = MappingOverride & {
  integration?: string | undefined
  accountId?: string | undefined
  resource: ResourceName
  /** Undefined: whichever there is. */
  version?: number | undefined
}

export function connectorOf({ connectorNamed }: SaveDeps, integration: string): Connector {
  const connector = connectorNamed(integration)
  if (!connector) throw noRow({ what: "integration", id: integration, list: "GET /integration" })
  return connector
}

const noAccount = (id: string) =>
  new AppError("account.not_found", `there is no integrated account ${id.slice(0, 80)} in this environment`)

export async function findTarget({ db }: SaveDeps, environmentId: string, given: Put): Promise<store.Target> {
  const { integration = "", accountId } = given
  if (accountId === undefined) return { environmentId, integration, accountId: null }
  const found = await store.findIntegration(db, environmentId, accountId)
  if (found === undefined) throw noAccount(accountId)
  return { environmentId, integration: found, accountId }
}

type Given = MappingOverride & { resource: ResourceName }

export function check(deps: SaveDeps, { environmentId, integration }: store.Target, given: Given): Promise<Checked> {
  const { resource, add, response_mapping } = given
  assertStorable({ add, response_mapping })
  const connector = connectorOf(deps, integration)
  return checkOverride(deps.sandbox, { connector, owner: environmentId, resource, given: { add, response_mapping } })
}

type Putting = { target: store.Target; given: Put; checked: Checked }

export async function putOne(deps: SaveDeps, tx: Db, { target, given, checked }: Putting): Promise<store.OverrideRow> {
  await lock(tx, target)
  const { resource, add = {}, response_mapping, version } = given
  const known = await store.findOfResource(tx, target, resource)
  if (version !== undefined && version !== known?.version)
    throw new AppError("resource.conflict", `version: the override has version ${known?.version ?? "none"} by now`)
  // Clients that send back what they read change nothing by it.
  if (known && isSame(known, { add, response_mapping })) return known
  const values = { add, response_mapping, reads: checked.reads }
  const row = await store.putOverride(tx, target, { id: known?.id ?? randomUUID(), resource, values })
  await tell(deps, tx, { ...target, resources: [resource] })
  return row
}

const isSame = (row: store.OverrideRow, { add, response_mapping }: MappingOverride): boolean =>
  isDeepStrictEqual(
    [row.add, row.response_mapping, row.is_cleared],
    [add, response_mapping ?? null, response_mapping === null],
  )

async function lock(tx: Db, target: store.Target): Promise<void> {
  if (!(await store.lockTarget(tx, target)) && target.accountId !== null) throw noAccount(target.accountId)
}

export async function removeOne(deps: SaveDeps, tx: Db, row: store.OverrideRow): Promise<boolean> {
  const { environment_id: environmentId, integration, account_id: accountId } = row
  const target = { environmentId, integration, accountId }
  await lock(tx, target)
  if (!(await store.deleteOverride(tx, environmentId, row.id))) return false
  await tell(deps, tx, { ...target, resources: [row.resource] })
  return true
}

type Told = store.Target & { resources: readonly string[] }

/** In the transaction of the change: the account shows it, and copies are made again by a job. */
async function tell({ jobs }: SaveDeps, tx: Db, { resources, ...target }: Told): Promise<void> {
  const { accountId } = target
  if (accountId !== null) await store.showOnAccount(tx, accountId, asTruto(await store.listOwn(tx, target)))
  for (const resource of resources) await jobs.send(tx, { queue: "derive-mapping", data: { ...target, resource } })
}

/** Checks all of an account's own; what is answered puts them. */
export async function prepareAll(deps: SaveDeps, target: store.Target, { hris = {} }: UnifiedModelOverride) {
  const wanted = Object.entries(hris).flatMap(([resource, methods]) => {
    const config = methods?.list ?? methods?.get
    return config ? [{ resource: resource as ResourceName, ...overrideOf(config) }] : []
  })
  const checked: Putting[] = []
  for (const given of wanted) checked.push({ target, given, checked: await check(deps, target, given) })
  return async (tx: Db) => {
    await lock(tx, target)
    const named = new Set<string>(wanted.map(({ resource }) => resource))
    const gone = (await store.listOwn(tx, target)).filter(({ resource }) => !named.has(resource))
    for (const { id } of gone) await store.deleteOverride(tx, target.environmentId, id)
    for (const one of checked) await putOne(deps, tx, one)
    await tell(deps, tx, { ...target, resources: gone.map(({ resource }) => resource) })
  }
}

/** Of what Truto keeps of a method. */
const overrideOf = ({ response_mapping, add }: MethodConfig): MappingOverride => ({
  ...(add === undefined ? {} : { add }),
  ...(response_mapping === undefined ? {} : { response_mapping }),
})
