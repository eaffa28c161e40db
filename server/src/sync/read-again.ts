import type { ResourceName } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { Db } from "../db/index.js"
import type { Hinted, PullSession } from "../gateway/index.js"
import type { Freshness, NewRecord, RecordChange, RecordPlace, StoredRow } from "../records/index.js"
import { askForRows } from "./ask-for-rows.js"
import { tellChanges } from "./events.js"
import { lockAccount, readClock } from "./lease/store.js"
import { neighboursOf } from "./neighbours.js"
import { requestRun } from "./schedule.js"
import { readSettings } from "./settings.js"
import type { SyncParts } from "./shift.js"
import { isMass } from "./sweep-step.js"

/** Rows that something says have changed, by their ids or by the people they belong to, and what of them at most. */
export type Hint = Pick<Hinted, "by" | "ids" | "part"> & {
  account: Account
  resource: ResourceName
  /** Hints with the same one have all come before any of them is followed: what they name is read once. */
  batch?: object | undefined
}

/** Rows of the named people that are compared with what the HR system answers. */
const MOST_KNOWN = 5_000

type Session = { pull: PullSession; readAt: Date }
type Place = RecordPlace & { account: Account }

/**
 * Reads these rows again and takes over what is true now: a hint is never believed by itself. Rows that a single read
 * denies are deleted, unless they are so many that a person has to be asked: those are left to the next whole scan and
 * its guard. Rows that change with them are read too. Before the first complete sync a run after it reads the resource:
 * the page with the row may have been read already. Throws what the upstream loop throws.
 */
export function createReadAgain(parts: SyncParts): (hint: Hint) => Promise<void> {
  const sessions = new WeakMap<object, Promise<Session>>()
  const sessionOf = (hint: Hint, freshness: Freshness): Promise<Session> => {
    const batch = hint.batch ?? {}
    const session = sessions.get(batch) ?? openSession(parts, hint.account, freshness.timeZone)
    sessions.set(batch, session)
    return session
  }
  return async (hint) => {
    const { account, resource, ids } = hint
    const place = { environmentId: account.environmentId, accountId: account.id, resource, account }
    const freshness = await parts.records.freshness(place)
    const hasCopy = Boolean(freshness?.firstSyncedAt)
    if (ids.length === 0 || (!hasCopy && !readSettings(account.context).isEnabled)) return
    if (!freshness || !hasCopy) return readLater(parts, place)
    const session = await sessionOf(hint, freshness)
    const changes = await follow(parts, place, { ...hint, session })
    if (hint.by !== "id") return
    for (const one of await neighboursOf(parts.records, place, changes)) {
      const there = { ...place, resource: one.resource }
      const isKnown = (await parts.records.freshness(there))?.firstSyncedAt
      if (isKnown) await follow(parts, there, { ...one, session })
    }
  }
}

async function openSession(parts: SyncParts, account: Account, timeZone: string): Promise<Session> {
  const { keepsRemote } = readSettings(account.context)
  const readAt = await readClock(parts.db)
  const signal = new AbortController().signal
  return {
    readAt,
    pull: parts.puller.open(account, { keepsRemote, signal, openedAt: readAt, timeZone, remembers: true }),
  }
}

type Following = Pick<Hint, "by" | "ids" | "part"> & { session: Session }

async function follow(parts: SyncParts, place: Place, following: Following): Promise<RecordChange[]> {
  const { by, ids, part, session } = following
  const query = by === "id" ? { ids } : { keys: { employee_id: ids } }
  const stored = await parts.records.list(place, { ...query, limit: MOST_KNOWN })
  // Only rows that are there can show something else of a person.
  if (by === "employee_id" && part !== undefined && stored.length === 0) return []
  const read = by === "id" ? readByIds : readOfPeople
  const found = await read(session.pull, place, { by, ids, part, stored })
  if (!found) return readLater(parts, place).then(() => [])
  const { rows, unanswered, gone } = await askSingly(parts, { place, session, found })
  const today = await session.pull.today()
  const changes = await parts.db.transaction().execute(async (tx) => {
    await lockAccount(tx, place.environmentId, place.accountId)
    const changed = await parts.records.apply(tx, place, { rows, readAt: session.readAt })
    const removed = (await isTooMuch(parts, tx, { place, gone })) ? [] : await parts.records.remove(tx, place, gone)
    await tellChanges(parts, tx, { place, changes: [...changed, ...removed], today })
    return [...changed, ...removed]
  })
  if (unanswered.length === 0) return changes
  throw new Error(`${place.resource}: the HR system gives no answer for ${unanswered.join(", ")}`)
}

type Reading = Pick<Hinted, "by" | "ids" | "part"> & { stored: readonly StoredRow[] }
/** `missing`: ids that were asked for and not answered, each with its list. */
type Found = { rows: readonly NewRecord[]; missing: { id: string; source: number }[]; unanswered: readonly string[] }

async function readByIds(pull: PullSession, place: Place, { stored, ...asking }: Reading): Promise<Found> {
  const known = new Map(stored.map(({ id, row }) => [id, row]))
  const sourceOf = new Map(stored.map(({ id, source }) => [id, source]))
  const asked = await askForRows((ids) => pull.hinted(place.resource, { ...asking, ids, known }), asking.ids)
  const missing = asked.denied.map((id) => ({ id, source: sourceOf.get(id) ?? 0 }))
  return { rows: asked.found.rows, missing, unanswered: asked.unanswered }
}

/** Undefined: no list can be asked for the rows of people. */
async function readOfPeople(
  pull: PullSession,
  place: Place,
  { stored, ...asking }: Reading,
): Promise<Found | undefined> {
  const known = new Map(stored.map(({ id, row }) => [id, row]))
  const { rows, bad, asked } = await pull.hinted(place.resource, { ...asking, known })
  if (asked.length === 0) return undefined
  const there = new Set([...rows, ...bad].map(({ id }) => id))
  const missing = stored.filter(({ id, source }) => asked.includes(source) && !there.has(id))
  return { rows, missing, unanswered: [] }
}

type Asking = { place: Place; session: Session; found: Found }

/** The list is not believed when it leaves a row out. */
async function askSingly({ puller }: SyncParts, { place, session, found }: Asking) {
  const rows = [...found.rows]
  const unanswered = [...found.unanswered]
  const gone: string[] = []
  for (const { id, source } of found.missing) {
    if (!puller.readsSingles(place.account, place.resource, source)) continue
    const one = await askForRows(() => session.pull.one(place.resource, id), [id])
    rows.push(...one.found.rows)
    gone.push(...one.denied)
    unanswered.push(...one.unanswered)
  }
  return { rows, unanswered, gone }
}

type Removal = { place: RecordPlace; gone: readonly string[] }

async function isTooMuch({ records }: SyncParts, tx: Db, { place, gone }: Removal): Promise<boolean> {
  if (gone.length === 0) return false
  const rows = (await records.counts(tx, place)).reduce((sum, one) => sum + one.rows, 0)
  return isMass({ missing: gone.length, rows })
}

/** By a run: what changed in the whole resource is read, where the HR system tells. */
async function readLater(parts: SyncParts, { account, resource }: Place): Promise<void> {
  const asked = { account, trigger: "hint" as const, resources: [resource] }
  await parts.db.transaction().execute((tx) => requestRun(parts, tx, asked))
}
