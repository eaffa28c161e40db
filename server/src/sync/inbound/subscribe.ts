import { type Subscription, UpstreamError, type Webhooks } from "@rollcall/connector-kit"
import type { Account } from "../../accounts/index.js"
import type { Db } from "../../db/index.js"
import type { Lease } from "../../db/lease.js"
import type { Vault } from "../../vault/index.js"
import { accountIn, addressOf, createSecret, hashKey, keyIn } from "./address.js"
import type { RemoteCalls } from "./remote.js"
import * as store from "./store.js"

/** One look at an account's subscriptions. */
export type Visit = {
  db: Db
  vault: Vault
  account: Account
  webhooks: Webhooks
  remote: RemoteCalls
  /** Our address, without a trailing slash. */
  base: string
  lease: Lease
}

type Known = { companyId: string; listed: readonly Subscription[]; rows: readonly store.SubscriptionRow[] }

/**
 * Makes the account's subscriptions at the HR system what they should be; may be run again at any time.
 * States of an event: unknown -> secrets stored -> asked for -> live (its remote id is stored). Secrets come first, so
 * that what was made before a crash is known by its address and adopted. One at an address of ours where nobody
 * listens any more gets new secrets. One of somebody else stays as it is: the row says why in `error`, and the event is
 * left to polling. Rejects when it should be tried again.
 */
export async function ensureSubscriptions(visit: Visit): Promise<void> {
  const { webhooks, remote, db } = visit
  const companyId = webhooks.company.idOf(await remote.list(webhooks.company.path))
  if (companyId === undefined) throw new Error("the HR system does not say which company the account is of")
  const { path, query } = webhooks.list(companyId)
  const listed = (await remote.list(path, query)).flatMap((row) => webhooks.read(row) ?? [])
  const rows = await store.listSubscriptions(db, placeOf(visit.account))
  for (const { type } of webhooks.events) {
    if (!(await visit.lease.keep(db))) throw new Error("another process looks at the subscriptions by now")
    await ensureOne(visit, { companyId, listed, rows }, type)
  }
  const wanted = new Set(webhooks.events.map(({ type }) => type))
  for (const row of rows.filter(({ event }) => !wanted.has(event))) await drop(visit, row)
}

export const placeOf = ({ environmentId, id }: Account): store.AccountPlace => ({ environmentId, accountId: id })

async function ensureOne(visit: Visit, { companyId, listed, rows }: Known, event: string): Promise<void> {
  const found = listed.find((one) => one.event === event)
  const row = rows.find((one) => one.event === event)
  if (found && row && isAt(visit, row, found)) return adopt(visit, row, { found, companyId })
  const isTaken = found && !(await isOurs(visit, row, found))
  if (isTaken)
    return refuse(visit, await storeSecrets(visit, event), "the company has a subscription of another receiver")
  return ask(visit, { event, companyId, replaced: found?.id })
}

/** The remote subscription posts to the address of this row. */
function isAt({ base, account }: Visit, row: store.SubscriptionRow, { targetUrl }: Subscription): boolean {
  const key = keyIn(base, targetUrl)
  return key !== undefined && accountIn(base, targetUrl) === account.id && hashKey(key).equals(row.key_hash)
}

/** Made by this row at an address that we had before, or left at an address of ours where nobody listens any more. */
async function isOurs(
  { db, base }: Visit,
  row: store.SubscriptionRow | undefined,
  { id, targetUrl }: Subscription,
): Promise<boolean> {
  if (row?.remote_id === id) return true
  const key = keyIn(base, targetUrl)
  return key !== undefined && !(await store.isKeyInUse(db, hashKey(key)))
}

type Adopting = { found: Subscription; companyId: string }

/** The HR system switches off what it could not deliver for two days: it is switched on again. */
async function adopt(visit: Visit, row: store.SubscriptionRow, { found, companyId }: Adopting): Promise<void> {
  const { vault, account, webhooks, remote } = visit
  const { event, key_hash: keyHash } = row
  if (!found.isEnabled) {
    const challenge = vault.open(row.challenge, sealedAt(account.id, event)).toString("utf8")
    await remote.send(webhooks.replace(found.id, { event, companyId, challenge, targetUrl: found.targetUrl }))
  }
  if (row.remote_id === found.id && row.error === null) return
  await store.noteOutcome(visit.db, placeOf(account), { event, keyHash, remoteId: found.id, error: null })
}

type Asking = { event: string; companyId: string; replaced: string | undefined }

async function ask(visit: Visit, { event, companyId, replaced }: Asking): Promise<void> {
  const { webhooks, remote } = visit
  const secrets = await storeSecrets(visit, event)
  const wanted = { event, companyId, challenge: secrets.challenge, targetUrl: secrets.targetUrl }
  try {
    const request = replaced === undefined ? webhooks.subscribe(wanted) : webhooks.replace(replaced, wanted)
    const made = webhooks.read(await remote.send(request))
    if (!made) throw new Error(`the HR system's answer to a subscription of ${event} can't be read`)
    const outcome = { event, keyHash: secrets.keyHash, remoteId: made.id, error: null }
    await store.noteOutcome(visit.db, placeOf(visit.account), outcome)
  } catch (error) {
    // What was to be replaced has gone: the next look finds none.
    if (!isRefusal(error) || (replaced !== undefined && error.status === 404)) throw error
    await refuse(visit, secrets, error.message)
  }
}

/** The HR system has answered no, and asking again changes nothing. */
export const isRefusal = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError &&
  error.reason === "answer" &&
  !error.mayHaveHappened &&
  (error.verdict === "stop" || error.verdict === "skip")

type Secrets = { event: string; keyHash: Buffer; challenge: string; targetUrl: string }

async function storeSecrets({ db, vault, account, base }: Visit, event: string): Promise<Secrets> {
  const [key, challenge] = [createSecret(), createSecret()]
  const keyHash = hashKey(key)
  const sealed = vault.seal(challenge, sealedAt(account.id, event))
  await store.putSecrets(db, placeOf(account), { event, keyHash, challenge: sealed })
  return { event, keyHash, challenge, targetUrl: addressOf(base, account.id, key) }
}

/** Where a challenge is sealed for. */
export const sealedAt = (accountId: string, event: string) => ({
  table: "inbound_subscription",
  row: JSON.stringify([accountId, event]),
  column: "challenge",
})

const refuse = ({ db, account }: Visit, { event, keyHash }: Secrets, why: string): Promise<void> =>
  store.noteOutcome(db, placeOf(account), { event, keyHash, remoteId: null, error: why.slice(0, 200) })

/** An event that is no longer of use. */
async function drop({ db, account, webhooks, remote }: Visit, row: store.SubscriptionRow): Promise<void> {
  try {
    if (row.remote_id !== null) await remote.send(webhooks.unsubscribe(row.remote_id))
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
  await store.deleteSubscription(db, placeOf(account), row.event)
}
