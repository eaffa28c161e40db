import * as mirror from "../mirror/index.js"
import type { Step } from "./runs/run.js"
import type { SyncSession } from "./session.js"

/**
 * Columns that the connection has no right to are told once, when they are first missing: before that is written down, so
 * that a process that dies in between tells it twice rather than never.
 */
export async function tellLacking(session: SyncSession, { runId, name, checkpoint: { lacking } }: Step): Promise<void> {
  if (!lacking || lacking.length === 0) return
  const known = (await mirror.listStates(session.deps.db, session.place)).get(name)?.lacking ?? []
  if (lacking.every((column) => known.includes(column))) return
  await tellForbidden(session, { runId, name })
}

/** The account's state shows which resources the HR system refuses, or something of them: each once in a run. */
export async function tellForbidden(
  { deps, account, graph, told }: SyncSession,
  { runId, name }: Pick<Step, "runId" | "name">,
): Promise<void> {
  const showing = graph.views.filter(({ view }) => graph.tablesOf(view).includes(name))
  for (const resource of new Set(showing.map((one) => one.resource))) {
    const key = `${runId} ${resource}`
    if (told.has(key)) continue
    // Tables are read side by side, so it is taken before it is told.
    told.add(key)
    await deps.accounts.recordForbidden(account, { resource, method: "list", missingScopes: [] }).catch((error) => {
      told.delete(key)
      throw error
    })
  }
}

/** Whether rows that are kept have columns that rows which are read now have not, or the other way round. */
export const isOtherRight = (lacking: readonly string[] | null | undefined, known: readonly string[]): boolean =>
  lacking != null && (lacking.length !== known.length || lacking.some((column) => !known.includes(column)))
