import type { Remote } from "@rollcall/connector-kit"
import type { Account } from "../accounts/index.js"
import * as mirror from "../mirror/index.js"
import { lockAccount, readClock } from "./account-store.js"
import { deriveTouched } from "./derive-touched.js"
import { type SyncDeps, subjectOf } from "./session.js"

/** A row that the HR system answered to a write of ours. Before its table was read once, the run that reads it finds it. */
export async function takeWritten(
  deps: SyncDeps,
  account: Account,
  { table, row }: { table: string; row: Remote },
): Promise<void> {
  const subject = subjectOf(deps, account)
  const { graph, place, settings } = subject
  const kept = graph.tables.get(table)
  if (!kept || (await mirror.listStates(deps.db, place)).get(table)?.state !== "complete") return
  await deps.db.transaction().execute(async (tx) => {
    await lockAccount(tx, place.environmentId, place.accountId)
    const keepsAll = settings.keepsRemote && kept.isSource
    await mirror.applyRows(tx, place, { kept, rows: [row], readAt: await readClock(tx), keepsAll, notes: true })
  })
  await deriveTouched(deps, subject)
}
