import { isDeepStrictEqual } from "node:util"
import type { UnifiedModelOverride } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import { AppError, badField } from "../errors.js"
import { assertOwnSmall, readContext } from "./context-vault.js"
import { assertCredentials, readCredentials, stampExpiry, withTokens } from "./credentials.js"
import type { AdminDeps } from "./deps.js"
import { addressOf, assertHost, assertOffered, factsIn, whereIn } from "./integration.js"
import { type Candidate, type Judged, judgeCredentials } from "./judge.js"
import { type Context, findOwn, hasSecrets, mergeContext, withoutCredentials } from "./secrets.js"
import { toAccount } from "./show.js"
import * as store from "./store.js"
import { refreshTokens } from "./token-endpoint.js"

export type AccountPatch = {
  tenant_id?: string | undefined
  status?: string | undefined
  authentication_method?: "api_key" | "oauth2" | undefined
  context?: Record<string, unknown> | undefined
  /** All of the account's own mapping overrides. */
  unified_model_override?: UnifiedModelOverride | undefined
  integration_override?: Record<string, unknown> | undefined
}

type Place = { environmentId: string; id: string }
const TRIES = 3

/**
 * Changes an account. Another credential, host or method is tried first, as on the link page: the HR system has to take
 * it and name the company that the account is of. A credential that was given for one address is never sent to another,
 * so who moves an account gives it again. The question is asked outside of any transaction; when the
 * credentials became others meanwhile it is asked again.
 */
export async function patchAccount(
  deps: AdminDeps,
  place: Place,
  patch: AccountPatch,
): Promise<store.AccountRow | undefined> {
  let putOverrides: PutOverrides | undefined
  for (let tried = 1; tried <= TRIES; tried++) {
    const before = await store.findAccount(deps.db, place.environmentId, place.id)
    if (!before) return undefined
    if (patch.unified_model_override)
      putOverrides ??= await deps.prepareOverrides(toAccount(before), patch.unified_model_override)
    const good = needsJudging(deps, before, patch) ? await judge(deps, before, patch) : undefined
    const written = await deps.db.transaction().execute((tx) => write(deps, tx, { before, patch, good, putOverrides }))
    if (written !== "superseded") return written
  }
  throw new AppError("resource.conflict", "the credentials were changed at the same moment: look, and try again", {
    isUndone: true,
  })
}

/** What is kept of a credential that was found good. */
type Good = { reported: Context; tokens: Context }

function needsJudging(deps: AdminDeps, row: store.AccountRow, patch: AccountPatch): boolean {
  const { context = {}, authentication_method: method = row.authentication_method } = patch
  const facts = deps.integrations.find((one) => one.id === row.integration)
  const where = (one: Context) => facts && whereIn(facts, one)
  const isElsewhere = !isDeepStrictEqual(where({ ...row.context, ...context }), where(row.context))
  return (
    isElsewhere || method !== row.authentication_method || hasSecrets(deps.contexts.fields(row.integration), context)
  )
}

const mergedOf = (deps: AdminDeps, row: store.AccountRow, { context = {} }: AccountPatch): Context => {
  const fields = deps.contexts.fields(row.integration)
  const given = readContext(fields, context, row.context)
  assertHost(deps.integrations, row.integration, context)
  const stored = deps.contexts.open(row)
  const merged = mergeContext(fields, isMove(deps, row, given) ? withoutCredentials(fields, stored) : stored, given)
  assertOwnSmall(fields, merged)
  return stampExpiry(merged, deps.now())
}

/** What was given for one address is not sent to another. */
function isMove(deps: AdminDeps, row: store.AccountRow, given: Context): boolean {
  const facts = deps.integrations.find((one) => one.id === row.integration)
  const to = facts && addressOf(facts, { ...row.context, ...given })
  return facts !== undefined && to !== undefined && to !== addressOf(facts, row.context)
}

const methodOf = (row: store.AccountRow, patch: AccountPatch): Candidate["method"] =>
  (patch.authentication_method ?? row.authentication_method) === "api_key" ? "api_key" : "oauth2"

async function judge(deps: AdminDeps, row: store.AccountRow, patch: AccountPatch): Promise<Good> {
  const facts = factsIn(deps.integrations, row.integration)
  const method = methodOf(row, patch)
  assertOffered(facts, method)
  const context = mergedOf(deps, row, patch)
  const fields = deps.contexts.fields(row.integration)
  if (isMove(deps, row, context) && !readCredentials(fields, method, context))
    throw badField("context", `leads to another address of ${facts.name}: the credential has to come with it`)
  assertCredentials(fields, method, context)
  const candidate = { facts, method, context, account: row }
  const judged = await judgeCredentials(deps, candidate)
  if (judged.kind === "good") return { reported: judged.identity.context, tokens: {} }
  const tokens = judged.kind === "refused" ? await refreshGiven(deps, candidate) : undefined
  if (!tokens) throw notTaken(judged, facts.name)
  const refreshed = { ...context, ...tokens }
  const again = await judgeCredentials(deps, { ...candidate, context: refreshed })
  if (again.kind !== "good") throw notTaken(again, facts.name)
  return { reported: again.identity.context, tokens }
}

/** An access token may have ended while its grant lives. */
async function refreshGiven(
  deps: AdminDeps,
  { facts, method, context, account }: Candidate,
): Promise<Context | undefined> {
  const given = readCredentials(deps.contexts.fields(facts.id), method, context)
  if (!account || given?.method !== "oauth2" || given.refreshToken === undefined) return undefined
  try {
    const pair = await refreshTokens(await deps.findCall({ ...account, context }), given.refreshToken)
    return { oauth: withTokens(context, pair, deps.now()).oauth }
  } catch {
    return undefined
  }
}

function notTaken(judged: Exclude<Judged, { kind: "good" }>, name: string): AppError {
  if (judged.kind === "down") {
    const message = `${name} could not be asked whose credential it is (${judged.reason}): nothing was changed, try again`
    return new AppError("upstream.failed", message, { isUndone: true })
  }
  const message =
    judged.kind === "refused"
      ? `${name} does not accept the credential: nothing was changed`
      : `the credential is of ${judged.got}, and this connection of ${judged.expected}: make a new connection for another company`
  return badField("context", message)
}

type PutOverrides = (tx: Db) => Promise<void>
type Writing = {
  before: store.AccountRow
  patch: AccountPatch
  good: Good | undefined
  putOverrides: PutOverrides | undefined
}

/** Under a row lock, so that two patches don't lose one another's context. */
async function write(
  deps: AdminDeps,
  tx: Db,
  { before, patch, good, putOverrides }: Writing,
): Promise<store.AccountRow | undefined | "superseded"> {
  const row = await store.findAccountForUpdate(tx, before.environment_id, before.id)
  if (!row) return undefined
  if (good && row.credential_version !== before.credential_version) return "superseded"
  if (!good && needsJudging(deps, row, patch)) return "superseded"
  const merged = { ...mergedOf(deps, row, patch), ...good?.tokens, ...good?.reported }
  const kept = deps.contexts.close(row, merged)
  // The account's row shows what there is by then.
  await putOverrides?.(tx)
  const after = await store.updateAccount(tx, row.id, {
    ...plainChanges(patch),
    ...(patch.context || good ? { context: kept.context } : {}),
    ...(good ? { secrets: kept.secrets, status: "active", last_error: null } : {}),
  })
  const own = findOwn(deps.contexts.fields(row.integration), patch.context ?? {})
  // Beside the credentials, which stay the version that a refresh in hand knows.
  if (patch.context && !good) await store.resealAccount(tx, row.id, kept.secrets)
  const isBack = after.status === "active" && row.status !== "active"
  const changed = [...changedIn(row, after), ...own.map((key) => `context.${key}`)]
  await deps.emit(tx, { ...after, changed }, "updated", ...(isBack ? (["active"] as const) : []))
  return after
}

function plainChanges({ tenant_id, status, authentication_method, ...more }: AccountPatch): store.AccountChanges {
  const { integration_override: integration } = more
  return {
    ...(tenant_id === undefined ? {} : { tenant_id }),
    ...(status === undefined ? {} : { status }),
    ...(authentication_method === undefined ? {} : { authentication_method }),
    ...(integration ? { integration_override: JSON.stringify(integration) } : {}),
  }
}

const COLUMNS = [
  "tenant_id",
  "status",
  "authentication_method",
  "unified_model_override",
  "integration_override",
] as const

/** Names of what is another now, without any value. */
function changedIn(before: store.AccountRow, after: store.AccountRow): string[] {
  const isOther = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  const keys = new Set([...Object.keys(before.context), ...Object.keys(after.context)])
  return [
    ...COLUMNS.filter((name) => isOther(before[name], after[name])),
    ...[...keys].filter((key) => isOther(before.context[key], after.context[key])).map((key) => `context.${key}`),
    ...(before.credential_version === after.credential_version ? [] : ["credentials"]),
  ]
}
