import { randomUUID } from "node:crypto"
import { type ApiToken, notCovered } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import { type At, type Page, type PageQuery, readPage } from "../db/paging.js"
import { assertStorable } from "../db/storable.js"
import { AppError } from "../errors.js"
import type { Rate } from "../rates/index.js"
import type { Vault } from "../vault/index.js"
import { hashToken, newAccountToken, newApiToken } from "./authentication.js"
import type { ApiCaller, Caller } from "./caller.js"
import type { ListFilters } from "./store.js"
import * as store from "./token-store.js"

/** What is left out of a new token is as it is with its maker; of a change, as it was. */
export type TokenValues = {
  name?: string | undefined
  scopes?: readonly string[] | undefined
  /** Null: it never ends. */
  expiresAt?: Date | null | undefined
  /** Null: the server's. */
  rate?: Rate | null | undefined
}
export type Rotated = ApiToken & { token: string; earlier_secrets_expire_at: string }
export type ForAccount = {
  accountId: string
  scopes?: readonly string[] | undefined
  seconds?: number | undefined
}
export type AccountToken = { token: string; scopes: readonly string[]; expiresAt: Date }

/** Nobody makes, changes or rotates a token that may do more than the one they call with, or for longer, or more often. */
export type Tokens = {
  page(environmentId: string, query: PageQuery & ListFilters): Promise<Page<ApiToken>>
  get(environmentId: string, id: string): Promise<ApiToken | undefined>
  create(maker: Caller, values: TokenValues & { name: string }): Promise<ApiToken & { token: string }>
  update(maker: Caller, id: string, values: TokenValues): Promise<ApiToken | undefined>
  /** A new secret under the same id. Earlier ones work for so long at most. */
  rotate(maker: Caller, id: string, graceSeconds: number): Promise<Rotated | undefined>
  remove(environmentId: string, id: string): Promise<boolean>
  /** For one account; it ends with its maker. Undefined when the account is not in the environment. */
  createForAccount(maker: Caller, values: ForAccount): Promise<AccountToken | undefined>
}

type TokenDeps = { db: Db; vault: Vault; serverRate: Rate; forget(): void }

const ACCOUNT_TOKEN_SECONDS = 15 * 60
const MOST_EARLIER_SECRETS = 10

export function createTokens(deps: TokenDeps): Tokens {
  const { db, vault, serverRate, forget } = deps
  return {
    async page(environmentId, { ids, names, ...query }) {
      assertStorable({ name: names })
      const binding = `tokens ${environmentId}`
      const list = (at: At) => store.listTokens(db, environmentId, { ...at, ids, names })
      return readPage(vault, { binding, query, list, show: asToken })
    },
    async get(environmentId, id) {
      const row = await store.findToken(db, environmentId, id)
      return row && asToken(row)
    },
    create: (caller, values) => create(deps, caller, values),
    update(caller, id, { name, ...given }) {
      assertStorable({ name })
      const maker = asApiCaller(caller)
      return changing(db, { maker, id, forget }, (tx, there) => {
        assertNoMore(maker, given, serverRate)
        return store
          .updateToken(tx, there.id, { ...(name === undefined ? {} : { name }), ...columnsOf(given) })
          .then(asToken)
      })
    },
    rotate(caller, id, graceSeconds) {
      const maker = asApiCaller(caller)
      return changing(db, { maker, id, forget }, (tx, there) => {
        // Whoever rotates holds the secret.
        assertNoMore(maker, { expiresAt: there.expires_at, rate: store.rateOf(there) }, serverRate)
        return rotate(tx, there, graceSeconds)
      })
    },
    async remove(environmentId, id) {
      const isGone = await store.deleteToken(db, environmentId, id)
      forget()
      return isGone
    },
    createForAccount: (caller, values) => createForAccount(deps, caller, values),
  }
}

async function create(
  { db, serverRate }: TokenDeps,
  caller: Caller,
  { name, ...given }: TokenValues & { name: string },
): Promise<ApiToken & { token: string }> {
  assertStorable({ name })
  const maker = asApiCaller(caller)
  const { scopes = maker.scopes, expiresAt = maker.expiresAt, rate = maker.rate } = given
  assertNoMore(maker, { scopes, expiresAt, rate }, serverRate)
  const token = newApiToken()
  return db.transaction().execute(async (tx) => {
    await assertStillThere(tx, maker)
    const row = await store.insertToken(tx, {
      id: randomUUID(),
      environment_id: maker.environmentId,
      name,
      hash: hashToken(token),
      ...columnsOf({ scopes, expiresAt, rate }),
    })
    return { ...asToken(row), token }
  })
}

async function createForAccount(
  { db, serverRate }: TokenDeps,
  caller: Caller,
  { accountId, scopes, seconds = ACCOUNT_TOKEN_SECONDS }: ForAccount,
): Promise<AccountToken | undefined> {
  const maker = asApiCaller(caller)
  if (scopes) assertNoMore(maker, { scopes }, serverRate)
  const token = newAccountToken()
  const granted = scopes ?? maker.scopes
  const values = { id: randomUUID(), environmentId: maker.environmentId, accountId, hash: hashToken(token), seconds }
  const limits = { scopes: granted, madeBy: maker.tokenId, notAfter: maker.expiresAt }
  const expiresAt = await store.insertAccountToken(db, { ...values, ...limits })
  return expiresAt && { token, scopes: granted, expiresAt }
}

async function rotate(tx: Db, { id, hash }: Locked, graceSeconds: number): Promise<Rotated> {
  if (await store.isSettingToken(tx, hash)) throw new AppError("resource.conflict", IS_SETTING)
  const token = newApiToken()
  const { until, count } = await store.retireSecret(tx, { id, hash, graceSeconds })
  if (count > MOST_EARLIER_SECRETS) throw new AppError("resource.conflict", TOO_MANY_SECRETS)
  const row = await store.updateToken(tx, id, { hash: hashToken(token) })
  return { ...asToken(row), token, earlier_secrets_expire_at: until.toISOString() }
}

const IS_SETTING = "this is the token of ROLLCALL_API_TOKEN: change the setting, which ends this one"
const TOO_MANY_SECRETS = `${MOST_EARLIER_SECRETS} earlier secrets of this token still work: rotate with grace_seconds 0, which ends them`

type Changing = { maker: ApiCaller; id: string; forget(): void }
type Locked = NonNullable<Awaited<ReturnType<typeof store.lockToken>>>

/** One change of a token at a time, by whoever may do all that the token may. */
async function changing<T>(
  db: Db,
  { maker, id, forget }: Changing,
  change: (tx: Db, there: Locked) => Promise<T>,
): Promise<T | undefined> {
  const changed = await db.transaction().execute(async (tx) => {
    await assertStillThere(tx, maker)
    const there = await store.lockToken(tx, maker.environmentId, id)
    if (!there) return undefined
    assertCovered(maker, there.scopes, "this token may do more than the one that you call with")
    return change(tx, there)
  })
  forget()
  return changed
}

function asApiCaller(caller: Caller): ApiCaller {
  if (caller.kind === "api_token") return caller
  throw new AppError("token.forbidden", "an integrated account token makes and changes no tokens: use an API token")
}

/** A body may come long after its token was looked at: who was revoked meanwhile makes and changes nothing. */
async function assertStillThere(tx: Db, { tokenId }: ApiCaller): Promise<void> {
  if (!(await store.isAlive(tx, tokenId))) throw new AppError("token.invalid", "this token was revoked, or has ended")
}

type Powers = Omit<TokenValues, "name">

/** Operators set limits for everybody; only their own full tokens may hand out more. */
function assertNoMore(maker: ApiCaller, { scopes, expiresAt, rate }: Powers, serverRate: Rate): void {
  if (scopes) assertCovered(maker, scopes, "scopes: a token can't give what it may not do itself")
  if (expiresAt !== undefined && maker.expiresAt !== null && (expiresAt === null || expiresAt > maker.expiresAt)) {
    const end = maker.expiresAt.toISOString()
    throw new AppError(
      "token.forbidden",
      `expires_at: the token that you call with ends ${end}: give that or an earlier date-time`,
    )
  }
  if (rate === undefined || (maker.isDefaultEnvironment && maker.scopes.includes("all"))) return
  const [own, wanted] = [maker.rate ?? serverRate, rate ?? serverRate]
  if (wanted.requests > own.requests || wanted.requests / wanted.seconds > own.requests / own.seconds) {
    throw new AppError(
      "token.forbidden",
      `rate_limit: the token that you call with has ${own.requests} requests in ${own.seconds} s: give no more`,
    )
  }
}

function assertCovered({ scopes: own }: ApiCaller, wanted: readonly string[], why: string): void {
  const missing = notCovered(own, wanted)
  if (missing.length > 0) throw new AppError("token.forbidden", `${why}: ${missing.join(", ")}`)
}

const columnsOf = ({ scopes, expiresAt, rate }: Powers): store.TokenChanges => ({
  ...(scopes && { scopes: [...new Set(scopes)] }),
  ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
  ...(rate === undefined ? {} : { rate_requests: rate?.requests ?? null, rate_seconds: rate?.seconds ?? null }),
})

const asToken = (row: store.TokenRow): ApiToken => ({
  id: row.id,
  name: row.name,
  environment_id: row.environment_id,
  created_by: null,
  scopes: row.scopes,
  rate_limit: store.rateOf(row),
  expires_at: row.expires_at?.toISOString() ?? null,
  last_used_at: row.last_used_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})
