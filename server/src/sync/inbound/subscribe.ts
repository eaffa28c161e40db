import {
  askIdentity,
  authFields,
  type Connector,
  type List,
  type References,
  type Settings,
  type Subscription,
  settingsIn,
  UpstreamError,
  type Webhooks,
} from "@rollcall/connector-kit"
import type { Account } from "../../accounts/index.js"
import type { Db } from "../../db/index.js"
import type { Lease } from "../../db/lease.js"
import type { Vault } from "../../vault/index.js"
import { accountIn, addressOf, createSecret, hashKey, keyIn } from "./address.js"
import type { RemoteCalls } from "./remote.js"
import * as store from "./store.js"

/** One check of an account's subscriptions. */
export type SubscriptionCheck = {
  db: Db
  vault: Vault
  account: Account
  connector: Connector
  webhooks: Webhooks
  remote: RemoteCalls
  /** Our address, without a trailing slash. */
  base: string
  lease: Lease
}

/** What a subscription should be for. Its name stays, whatever events come to be known. */
type Wanted = { name: string; events: readonly string[] }
type Row = store.SubscriptionRow
type Known = {
  companyId: string
  /** Without those that were taken over meanwhile. */
  listed: Subscription[]
  rows: readonly Row[]
}

/**
 * Makes the account's subscriptions at the HR system what they should be; may be run again at any time.
 * States of one: unknown -> address stored, with its secret if that is ours -> asked for -> live (its remote id is
 * stored, and its secret if the HR system made that). The address comes first, so that what was made before a crash is
 * known by it and adopted; without its secret it is ended, and another one made. One at an address of ours where nobody
 * listens any more is taken over. One of somebody else stays as it is: where there can't be a second one the row says so
 * in `error`, and its events are left to polling. Rejects when it should be tried again; false: another process has taken
 * over.
 */
export async function ensureSubscriptions(check: SubscriptionCheck): Promise<boolean> {
  const { webhooks, remote, db } = check
  const settings = settingsOf(check)
  const companyId = await readCompany(check)
  const listed = (await remote.list(webhooks.list(companyId, settings))).flatMap((row) => webhooks.read(row) ?? [])
  const rows = await store.listSubscriptions(db, accountKey(check.account))
  const all = wantedOf(webhooks)
  for (const wanted of all) {
    if (!(await check.lease.keep(db))) return false
    await ensureOne(check, { companyId, listed, rows }, wanted)
  }
  const names = new Set(all.map(({ name }) => name))
  for (const row of rows.filter(({ name }) => !names.has(name))) await drop(check, row)
  return true
}

export const settingsOf = ({ connector, account }: Pick<SubscriptionCheck, "connector" | "account">): Settings =>
  settingsIn(authFields(connector.auth), account.context)

async function readCompany(check: SubscriptionCheck): Promise<string> {
  const { connector, remote } = check
  const known = await askIdentity(connector.connect, { ask: remote.read, settings: settingsOf(check) })
  if (!known) throw new Error("the HR system does not say which company the account is of")
  return known.companyId
}

function wantedOf({ events, eventsOfOne }: Webhooks): Wanted[] {
  const types = events.map(({ type }) => type)
  return eventsOfOne === "all" ? [{ name: "*", events: types }] : types.map((name) => ({ name, events: [name] }))
}

export const accountKey = ({ environmentId, id }: Account): store.AccountPlace => ({ environmentId, accountId: id })

async function ensureOne(check: SubscriptionCheck, { companyId, listed, rows }: Known, wanted: Wanted): Promise<void> {
  const row = rows.find(({ name }) => name === wanted.name)
  const own = row && listed.find((one) => isAt(check, row, one))
  if (own) return adopt(check, row, { found: own, wanted, companyId })
  const same = listed.find(({ events }) => events?.includes(wanted.name))
  if (same && !(await isOurs(check, row, same)))
    return refuse(check, await storeSecrets(check, wanted), "the company has a subscription of another receiver")
  const replaced = same ?? (await findLeft(check, row, listed))
  if (replaced) listed.splice(listed.indexOf(replaced), 1)
  return ask(check, { wanted, companyId, replaced: replaced?.id })
}

/** The remote subscription posts to the address of this row, as far as the HR system shows that. */
function isAt({ base, account }: SubscriptionCheck, row: Row, { id, targetUrl }: Subscription): boolean {
  if (targetUrl === undefined) return row.remote_id === id
  const key = keyIn(base, targetUrl)
  return key !== undefined && accountIn(base, targetUrl) === account.id && hashKey(key).equals(row.key_hash)
}

/** Made by this row at an address that we had before, or left at an address of ours where nobody listens any more. */
async function isOurs(
  { db, base }: SubscriptionCheck,
  row: Row | undefined,
  { id, targetUrl }: Subscription,
): Promise<boolean> {
  if (row?.remote_id === id) return true
  const key = targetUrl === undefined ? undefined : keyIn(base, targetUrl)
  return key !== undefined && !(await store.isKeyInUse(db, hashKey(key)))
}

/** Of any events: one is for all of them, or the HR system does not show what it is for. */
async function findLeft(check: SubscriptionCheck, row: Row | undefined, listed: readonly Subscription[]) {
  const isAny = ({ events }: Subscription) => check.webhooks.eventsOfOne === "all" || events === undefined
  for (const one of listed.filter(isAny)) if (await isOurs(check, row, one)) return one
  return undefined
}

type Adopting = { found: Subscription; wanted: Wanted; companyId: string }

/** An HR system switches off what it could not deliver for long: it is switched on again. */
async function adopt(check: SubscriptionCheck, row: Row, { found, wanted, companyId }: Adopting): Promise<void> {
  const { vault, account, webhooks, remote } = check
  const { name, events } = wanted
  const { id, targetUrl } = found
  const isAsWanted = found.isEnabled !== false && isSame(found.events ?? row.events, events)
  const isMendable = isAsWanted || (webhooks.replace !== undefined && targetUrl !== undefined)
  // Without a secret: the answer that told it was lost.
  if (row.secret === null || !isMendable) return ask(check, { wanted, companyId, replaced: id })
  if (!isAsWanted && webhooks.replace && targetUrl !== undefined) {
    const secret = vault.open(row.secret, sealedAt(account.id, name)).toString("utf8")
    const [settings, references] = [settingsOf(check), await readReferences(check)]
    await remote.send(webhooks.replace(id, { events, companyId, secret, targetUrl, settings, references }))
  }
  if (isAsWanted && row.remote_id === id && row.error === null) return
  const outcome = { name, keyHash: row.key_hash, remoteId: id, error: null, events }
  await store.recordOutcome(check.db, accountKey(account), outcome)
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((event) => other.includes(event))

type Asking = { wanted: Wanted; companyId: string; replaced: string | undefined }

async function ask(check: SubscriptionCheck, { wanted, companyId, replaced }: Asking): Promise<void> {
  const { webhooks } = check
  // A new address needs a new secret, and one that the HR system makes comes with a new subscription only.
  const replace = webhooks.secretOf ? undefined : webhooks.replace
  const [settings, references] = [settingsOf(check), await readReferences(check)]
  if (replaced !== undefined && !replace) await end(check, replaced)
  const secrets = await storeSecrets(check, wanted)
  const { secret, targetUrl } = secrets
  const asked = { events: wanted.events, companyId, secret, targetUrl, settings, references }
  const isReplacing = replaced !== undefined && replace !== undefined
  try {
    await make(check, secrets, isReplacing ? replace(replaced, asked) : webhooks.subscribe(asked))
  } catch (error) {
    // What was to be replaced has gone: the next check finds none.
    if (!isRefusal(error) || (isReplacing && error.status === 404)) throw error
    await refuse(check, secrets, error.message)
  }
}

/** Of a list that is refused there are no rows. */
async function readReferences({ webhooks, remote }: SubscriptionCheck): Promise<References> {
  const read = async ([name, list]: [string, List]) => {
    const rows = await remote.list(list).catch((error: unknown) => {
      if (isRefusal(error)) return []
      throw error
    })
    return [name, rows] as const
  }
  return Object.fromEntries(await Promise.all(Object.entries(webhooks.references ?? {}).map(read)))
}

async function make(check: SubscriptionCheck, { name, keyHash }: Secrets, request: ReturnType<Webhooks["subscribe"]>) {
  const { webhooks, remote, vault, account, db } = check
  const answer = await remote.send(request)
  const made = webhooks.read(answer)
  if (!made) throw new Error(`the HR system's answer to a subscription of ${name} can't be read`)
  const told = webhooks.secretOf?.(answer)
  if (webhooks.secretOf && told === undefined) throw new Error("the HR system told no secret with a subscription")
  const sealed = told === undefined ? {} : { secret: vault.seal(told, sealedAt(account.id, name)) }
  await store.recordOutcome(db, accountKey(account), { name, keyHash, remoteId: made.id, error: null, ...sealed })
}

/** The HR system has answered no, and asking again changes nothing. */
export const isRefusal = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError &&
  error.reason === "answer" &&
  !error.mayHaveHappened &&
  (error.verdict === "stop" || error.verdict === "skip")

type Secrets = Wanted & { keyHash: Buffer; secret: string; targetUrl: string }

async function storeSecrets(check: SubscriptionCheck, { name, events }: Wanted): Promise<Secrets> {
  const { db, vault, account, base, webhooks } = check
  const [key, secret] = [createSecret(), createSecret()]
  const keyHash = hashKey(key)
  const sealed = webhooks.secretOf ? null : vault.seal(secret, sealedAt(account.id, name))
  await store.putSecrets(db, accountKey(account), { name, events, keyHash, secret: sealed })
  return { name, events, keyHash, secret, targetUrl: addressOf(base, account.id, key) }
}

/** Where a secret is sealed for; the column's name when the first ones were. */
export const sealedAt = (accountId: string, name: string) => ({
  table: "inbound_subscription",
  row: JSON.stringify([accountId, name]),
  column: "challenge",
})

const refuse = ({ db, account }: SubscriptionCheck, { name, keyHash }: Secrets, why: string): Promise<void> =>
  store.recordOutcome(db, accountKey(account), { name, keyHash, remoteId: null, error: why.slice(0, 200) })

/** One that is no longer of use. */
async function drop(check: SubscriptionCheck, row: Row): Promise<void> {
  if (row.remote_id !== null) await end(check, row.remote_id)
  await store.deleteSubscription(check.db, accountKey(check.account), row.name)
}

async function end(check: SubscriptionCheck, id: string): Promise<void> {
  try {
    await check.remote.send(check.webhooks.unsubscribe(id, settingsOf(check)))
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
}
