import type { ResourceName } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { Db } from "../db/index.js"
import type { RecordPlace } from "../records/index.js"
import { askForRows } from "./ask-for-rows.js"
import { tellChanges } from "./events.js"
import { lockAccount, readClock } from "./lease/store.js"
import { requestRun } from "./schedule.js"
import { readSettings } from "./settings.js"
import type { SyncParts } from "./shift.js"
import { isMass } from "./sweep-step.js"

/** Rows that something says have changed, by their ids or by the people they belong to. */
export type Hint = { account: Account; resource: ResourceName; by: "id" | "employee_id"; ids: readonly string[] }

/**
 * Reads these rows again and takes over what is true now: a hint is never believed by itself. Rows that a single read
 * denies are deleted, unless they are so many that a person has to be asked: those are left to the next whole scan and
 * its guard. Before the first complete sync a run after it reads the resource: the page with the row may have been read
 * already. Throws what the upstream loop throws.
 */
export async function readAgain(parts: SyncParts, { account, resource, by, ids }: Hint): Promise<void> {
  const { isEnabled, keepsRemote } = readSettings(account.context)
  const place = { environmentId: account.environmentId, accountId: account.id, resource }
  const hasCopy = Boolean((await parts.records.freshness(place))?.firstSyncedAt)
  if (ids.length === 0 || (!hasCopy && !isEnabled)) return
  if (!hasCopy || by === "employee_id") return readChanged(parts, account, resource)
  const session = parts.puller.open(account, { keepsRemote, signal: new AbortController().signal })
  const readAt = await readClock(parts.db)
  const asked = await askForRows((some) => session.rows(resource, some), ids)
  const today = await session.today()
  const rows = [...asked.found.rows]
  const gone: string[] = []
  const unanswered = [...asked.unanswered]
  for (const id of parts.puller.readsSingles(account, resource, 0) ? asked.denied : []) {
    const one = await askForRows(() => session.one(resource, id), [id])
    rows.push(...one.found.rows)
    gone.push(...one.denied)
    unanswered.push(...one.unanswered)
  }
  await parts.db.transaction().execute(async (tx) => {
    await lockAccount(tx, place.environmentId, place.accountId)
    const changed = await parts.records.apply(tx, place, { rows, readAt })
    const removed = (await isTooMuch(parts, tx, { place, gone })) ? [] : await parts.records.remove(tx, place, gone)
    await tellChanges(parts, tx, { place, changes: [...changed, ...removed], today })
  })
  if (unanswered.length > 0) throw new Error(`${resource}: the HR system gives no answer for ${unanswered.join(", ")}`)
}

type Removal = { place: RecordPlace; gone: readonly string[] }

async function isTooMuch({ records }: SyncParts, tx: Db, { place, gone }: Removal): Promise<boolean> {
  if (gone.length === 0) return false
  const rows = (await records.counts(tx, place)).reduce((sum, one) => sum + one.rows, 0)
  return isMass({ missing: gone.length, rows })
}

/** Which rows a person has can't be asked for: what changed in the whole resource is read, where the HR system tells. */
async function readChanged(parts: SyncParts, account: Account, resource: ResourceName): Promise<void> {
  const asked = { account, trigger: "hint" as const, resources: [resource] }
  await parts.db.transaction().execute((tx) => requestRun(parts, tx, asked))
}
