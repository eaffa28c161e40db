import type { AccountAccess } from "../../accounts/index.js"
import type { Clock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import type { Resync, SeenHint, Touched } from "./hint.js"
import { type Renew, withLease } from "./lease.js"
import * as store from "./store.js"

export type FollowParts = { db: Db; clock: Clock; accounts: AccountAccess; resync: Resync }

const BATCH = 500
const MOST_TRIES = 10

/**
 * Follows the hints of an account: reads what they name again, then deletes just the hints that were followed. One that
 * came again meanwhile is younger than the one that was read, and stays. One process at a time; who finds it busy may
 * go, because the busy one looks once more after it has let go. Rejects when some could not be followed: they stay, and
 * after ten times they are left to polling.
 */
export async function followHints(parts: FollowParts, place: store.AccountPlace): Promise<void> {
  const { db } = parts
  const hasHints = async () => (await store.listHints(db, place, 1)).length > 0
  const work = { accountId: place.accountId, work: "resync" } as const
  await store.beginJob(db, place)
  while (await hasHints()) {
    if ((await withLease(parts, work, (renew) => followAll(parts, place, renew))) === "busy") return
    if (!(await isActive(parts, place))) return
  }
}

const isActive = async ({ accounts }: FollowParts, { environmentId, accountId }: store.AccountPlace) =>
  (await accounts.find(environmentId, accountId))?.status === "active"

/** The first hints are followed at once, those that come meanwhile together: one change is told by many deliveries. */
async function followAll(parts: FollowParts, place: store.AccountPlace, renew: Renew): Promise<void> {
  while (await isActive(parts, place)) {
    const seen = await store.listHints(parts.db, place, BATCH)
    if (seen.length === 0) return
    const batch = {}
    const failures: unknown[] = []
    for (const group of groupsOf(seen)) {
      await renew()
      await followGroup(parts, place, { ...group, batch }).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
    await untilQuiet(parts, place)
  }
}

const QUIET_MS = 400
const LONGEST_MS = 8_000

/** Waits until no delivery has come for a moment, but not for long. */
async function untilQuiet({ db, clock }: FollowParts, place: store.AccountPlace): Promise<void> {
  const end = clock.elapsedMs() + LONGEST_MS
  for (let before = ""; clock.elapsedMs() < end; ) {
    await clock.sleep(QUIET_MS)
    const latest = await store.latestHint(db, place)
    if (latest === before) return
    before = latest
  }
}

type Group = Touched & { hints: readonly SeenHint[] }
type Batched = Group & { batch: object }

async function followGroup({ db, accounts, resync }: FollowParts, place: store.AccountPlace, group: Batched) {
  const { hints, ...asked } = group
  const { batch: _, ...touched } = asked
  const { resource } = touched
  const account = await accounts.find(place.environmentId, place.accountId)
  if (!account) return
  try {
    await resync({ ...asked, account, ids: hints.map(({ id }) => id) })
  } catch (error) {
    const isGivenUp = await store.noteFailure(db, place, { ...touched, mostTries: MOST_TRIES })
    // Polling has to find what it meant, and soon.
    if (isGivenUp) await store.noteScan(db, place, { resource, hasMissed: true })
    throw error
  }
  await store.deleteHints(db, place, hints)
}

/** Hints of one resource and one kind of id are followed together. */
function groupsOf(seen: readonly SeenHint[]): Group[] {
  const groups = new Map<string, Group & { hints: SeenHint[] }>()
  for (const hint of seen) {
    const { resource, by, part } = hint
    const key = `${resource} ${by} ${part ?? ""}`
    const group = groups.get(key) ?? { resource, by, ...(part ? { part } : {}), hints: [] }
    group.hints.push(hint)
    groups.set(key, group)
  }
  return [...groups.values()]
}
