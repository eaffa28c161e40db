import type { Remote } from "@rollcall/connector-kit"
import type { Account } from "../accounts/index.js"
import * as mirror from "../mirror/index.js"
import { lockAccount, readClock } from "./account-store.js"
import { deriveTouched } from "./derive-touched.js"
import { followHints, type Hint } from "./follow-hints.js"
import { assertCurrent, loadSubject, type SyncDeps } from "./session.js"

/** What a write of ours has made or changed: rows as they were read after it, and others by the values of a column. */
export type Written = { rows: readonly { table: string; row: Remote }[]; touched: readonly Hint[] }

/** Before a table was read once, the run that reads it finds what was written. */
export async function takeWritten(deps: SyncDeps, account: Account, { rows, touched }: Written): Promise<void> {
  const subject = await loadSubject(deps, account)
  const { graph, place, settings } = subject
  const states = await mirror.listStates(deps.db, place)
  const isRead = ({ table }: { table: string }) => states.get(table)?.state === "complete"
  const known = rows.filter(isRead).flatMap(({ table, row }) => {
    const kept = graph.tables.get(table)
    return kept ? [{ kept, row }] : []
  })
  for (const { kept, row } of known) {
    await deps.db.transaction().execute(async (tx) => {
      await lockAccount(tx, place.environmentId, place.accountId)
      await assertCurrent(deps, tx, subject)
      const keepsAll = settings.keepsRemote && kept.isSource
      await mirror.applyRows(tx, place, { kept, rows: [row], readAt: await readClock(tx), keepsAll, notes: true })
    })
  }
  const hints = touched.filter(isRead)
  if (hints.length > 0) await followHints(deps, account, hints)
  else if (known.length > 0) await deriveTouched(deps, subject)
}
