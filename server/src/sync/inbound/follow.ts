import type { Accounts } from "../../accounts/index.js"
import type { Clock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { type Lease, withLease } from "../../db/lease.js"
import type { Follow, SeenHint } from "./hint.js"
import * as store from "./store.js"

export type FollowDeps = { db: Db; clock: Clock; accounts: Pick<Accounts, "find">; follow: Follow }

const BATCH = 500
const MOST_TRIES = 10

/**
 * Follows the hints of an account: reads what they name again, then deletes just the hints that were followed. One that
 * came again meanwhile is younger than the one that was read, and stays. One process at a time; who finds it busy may
 * go, because the busy one looks once more after it has let go. Rejects when some could not be followed: they stay, and
 * after ten times they are left to polling.
 */
export async function followHints(deps: FollowDeps, place: store.AccountPlace): Promise<void> {
  const { db } = deps
  const hasHints = async () => (await store.listHints(db, place, 1)).length > 0
  const key = { work: "follow-hints", accountId: place.accountId }
  await store.beginJob(db, place)
  while (await hasHints()) {
    if (!(await withLease(deps, key, (lease) => followAll(deps, place, lease)))) return
    if (!(await isActive(deps, place))) return
  }
}

const isActive = async ({ accounts }: FollowDeps, { environmentId, accountId }: store.AccountPlace) =>
  (await accounts.find(environmentId, accountId))?.status === "active"

/** The first hints are followed at once, those that come meanwhile together: one change is told by many deliveries. */
async function followAll(deps: FollowDeps, place: store.AccountPlace, lease: Lease): Promise<"done"> {
  while (await isActive(deps, place)) {
    const seen = await store.listHints(deps.db, place, BATCH)
    if (seen.length === 0) break
    if (!(await lease.keep(deps.db))) break
    await followGroups(deps, place, groupsOf(seen))
    await untilQuiet(deps, place)
  }
  return "done"
}

const QUIET_MS = 400
const LONGEST_MS = 8_000

/** Waits until no delivery has come for a moment, but not for long. */
async function untilQuiet({ db, clock }: FollowDeps, place: store.AccountPlace): Promise<void> {
  const end = clock.elapsedMs() + LONGEST_MS
  for (let before = ""; clock.elapsedMs() < end; ) {
    await clock.sleep(QUIET_MS)
    const latest = await store.latestHint(db, place)
    if (latest === before) return
    before = latest
  }
}

/** Hints of one table and column, which are followed together. */
type Group = { table: string; column: string; values: string[]; hints: SeenHint[] }

async function followGroups({ db, accounts, follow }: FollowDeps, place: store.AccountPlace, groups: readonly Group[]) {
  const account = await accounts.find(place.environmentId, place.accountId)
  if (!account) return
  const failures = await follow(account, groups)
  const failed = new Map(failures.map(({ hint, error }) => [keyOf(hint), error]))
  for (const group of groups) {
    const { table, column, hints } = group
    if (!failed.has(keyOf(group))) {
      await store.deleteHints(db, place, hints)
      continue
    }
    const isGivenUp = await store.recordFailure(db, place, { table, column, mostTries: MOST_TRIES })
    // Polling has to find what it meant, and soon.
    if (isGivenUp) await store.recordScan(db, place, { table, hasMissed: true })
  }
  const [first] = failures
  if (first) throw first.error
}

const keyOf = ({ table, column }: { table: string; column: string }) => `${table} ${column}`

function groupsOf(seen: readonly SeenHint[]): Group[] {
  const groups = new Map<string, Group>()
  for (const hint of seen) {
    const { table, column, value } = hint
    const group = groups.get(keyOf(hint)) ?? { table, column, values: [], hints: [] }
    groups.set(keyOf(hint), group)
    group.hints.push(hint)
    group.values.push(value)
  }
  return [...groups.values()]
}
