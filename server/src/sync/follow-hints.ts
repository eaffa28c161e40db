import type { Days } from "@rollcall/connector-kit"
import type { Account } from "../accounts/index.js"
import type { Db } from "../db/index.js"
import type { TableSession } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import { lockAccount, readClock } from "./account-store.js"
import { openTables } from "./asked.js"
import { readDays } from "./days.js"
import { deriveTouched } from "./derive-touched.js"
import { isOtherRight } from "./lacking.js"
import { readNamed } from "./named-rows.js"
import { isMass } from "./reconcile.js"
import { requestRun, resourcesOf } from "./schedule.js"
import { assertCurrent, loadSubject, type Subject, type SyncDeps } from "./session.js"

/** Rows of a table that something says have changed, by the values of a column. */
export type Hint = { table: string; column: string; values: readonly string[] }

/**
 * Reads the named rows again and takes over what is true now: a hint is never believed by itself. Rows that the HR system
 * denies are deleted, unless they are so many that a person has to be asked: those are left to the next complete scan
 * and its guard. Then everything that shows them is made again. Before the first complete read of a table a run after it
 * reads it: the page with the row may have been read already. Answers what could not be followed, with the reason.
 */
export async function followHints(
  deps: SyncDeps,
  account: Account,
  hints: readonly Hint[],
): Promise<{ hint: Hint; error: unknown }[]> {
  const subject = await loadSubject(deps, account)
  const states = await mirror.listStates(deps.db, subject.place)
  const upstream = openTables(deps, subject, { priority: "hint", signal: new AbortController().signal })
  const failures: { hint: Hint; error: unknown }[] = []
  const unread = new Set<string>()
  // What a table is asked for may depend on another one.
  const isLate = ({ table }: Hint) => {
    const kept = subject.graph.tables.get(table)
    return kept !== undefined && mirror.askedBefore(kept.table).length > 0
  }
  for (const hint of [...hints.filter((one) => !isLate(one)), ...hints.filter(isLate)]) {
    const state = states.get(hint.table)?.state
    // Another version of the connector may have named it; and a table that is refused is tried again by the schedule.
    if (!subject.graph.tables.has(hint.table) || state === "refused") continue
    if (state === undefined) {
      unread.add(hint.table)
      continue
    }
    await followOne(deps, subject, { hint, upstream }).catch((error: unknown) => failures.push({ hint, error }))
  }
  if (unread.size > 0) await readLater(deps, subject, unread)
  await deriveTouched(deps, subject)
  return failures
}

type Following = { hint: Hint; upstream: TableSession }

async function followOne(deps: SyncDeps, subject: Subject, { hint, upstream }: Following): Promise<void> {
  const { graph, place, settings } = subject
  const kept = graph.tables.get(hint.table)
  if (!kept) return
  const readAt = await readClock(deps.db)
  const { column, values } = hint
  const days = await readDays(deps.db, subject, { table: kept.table, isRecent: false })
  const truth = await readNamed(deps, subject, { kept, column, values, upstream, days })
  await deps.db.transaction().execute(async (tx) => {
    await lockAccount(tx, place.environmentId, place.accountId)
    await assertCurrent(deps, tx, subject)
    const at = mirror.tableIn(place, kept)
    const { lacking = [] } = (await mirror.listStates(tx, place)).get(hint.table) ?? {}
    if (isOtherRight(upstream.lacking(kept.table), lacking)) await mirror.forgetFull(tx, at)
    const keepsAll = settings.keepsRemote && kept.isSource
    await mirror.applyRows(tx, place, { kept, rows: truth.rows, readAt, keepsAll, notes: true })
    if (!(await isTooMuch(tx, subject, { kept, gone: truth.gone, days })))
      await mirror.removeRows(tx, place, { kept, ids: truth.gone })
  })
  if (truth.unanswered.length > 0)
    throw new Error(`${hint.table}: the HR system gives no answer for ${truth.unanswered.slice(0, 20).join(", ")}`)
}

async function isTooMuch(
  tx: Db,
  { place }: Subject,
  { kept, gone, days }: { kept: mirror.MirrorTable; gone: readonly string[]; days: Days | null },
): Promise<boolean> {
  if (!kept.isSource || gone.length === 0) return false
  const { rows } = await mirror.countRows(tx, mirror.tableIn(place, kept), days)
  return isMass({ missing: gone.length, rows })
}

/** By a run: what changed in the whole table is read, where the HR system tells. */
async function readLater(deps: SyncDeps, subject: Subject, tables: ReadonlySet<string>): Promise<void> {
  const { account, graph, settings } = subject
  const resources = resourcesOf(subject).filter((resource) =>
    graph.views.some((one) => one.resource === resource && graph.tablesOf(one.view).some((name) => tables.has(name))),
  )
  if (!settings.isEnabled || resources.length === 0) return
  const asked = { account, trigger: "hint" as const, resources, tables: [...tables] }
  await deps.db.transaction().execute((tx) => requestRun(deps, tx, asked))
}
