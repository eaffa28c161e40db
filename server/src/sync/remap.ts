import { RESOURCES } from "@rollcall/contract"
import * as mirror from "../mirror/index.js"
import { listCopies } from "./account-store.js"
import { askedText, covers } from "./asked.js"
import { requestRun } from "./schedule.js"
import { type Subject, type SyncDeps, subjectOf } from "./session.js"

/** A resource whose mapping was changed: of one account, or of all that have the integration. */
export type Remap = { environmentId: string; integration: string; accountId: string | null; resource: string }

const BATCH = 200

/**
 * Asks for a run of each copy that makes the resource again. Who dies on the way begins anew: a run that has not begun
 * is not asked for twice, and one that was done finds nothing to do.
 */
export async function remap(deps: SyncDeps, what: Remap, signal: AbortSignal): Promise<void> {
  const resource = RESOURCES.find((name) => name === what.resource)
  if (!resource) return
  let after: string | undefined
  do {
    const ids = await listCopies(deps.db, { ...what, after, limit: BATCH })
    for (const id of ids) {
      signal.throwIfAborted()
      const account = await deps.accounts.find(what.environmentId, id, { isFresh: true })
      if (!account) continue
      const subject = subjectOf(deps, account)
      // Who has said that nothing is read is left with what the copy has.
      const tables = subject.settings.isEnabled ? await lackingTables(deps, subject, what) : []
      const asked = { account, trigger: "mapping" as const, resources: [resource], tables }
      await deps.db.transaction().execute((tx) => requestRun(deps, tx, asked))
    }
    after = ids.at(-1)
  } while (after !== undefined)
}

/** Tables of which columns are wanted that were not kept. */
async function lackingTables({ db }: SyncDeps, subject: Subject, { resource }: Remap): Promise<string[]> {
  const { graph, place } = subject
  const states = await mirror.listStates(db, place)
  const names = new Set(graph.views.flatMap((one) => (one.resource === resource ? graph.tablesOf(one.view) : [])))
  const lacking: string[] = []
  for (const [name, kept] of graph.tables) {
    const state = states.get(name)
    if (!names.has(name) || state?.state !== "complete") continue
    if (!covers(state.columns, await askedText(db, subject, kept))) lacking.push(name)
  }
  return lacking
}
