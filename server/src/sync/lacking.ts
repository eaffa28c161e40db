import * as mirror from "../mirror/index.js"
import type { Step } from "./runs/run.js"
import type { SyncSession } from "./session.js"

/**
 * Columns that the connection has no right to are told once, when they are first missing: before that is written down, so
 * that a process that dies in between tells it twice rather than never.
 */
export async function tellLacking(session: SyncSession, { name, checkpoint: { lacking } }: Step): Promise<void> {
  if (!lacking || lacking.length === 0) return
  const known = (await mirror.listStates(session.deps.db, session.place)).get(name)?.lacking ?? []
  if (lacking.every((column) => known.includes(column))) return
  await tellForbidden(
    session,
    session.graph.views.filter(({ view }) => session.graph.tablesOf(view).includes(name)),
  )
}

/** The account's state shows which resources the HR system refuses, or something of them. */
export async function tellForbidden(
  { deps, account }: SyncSession,
  views: readonly Pick<mirror.PlacedView, "resource">[],
): Promise<void> {
  for (const resource of new Set(views.map((one) => one.resource)))
    await deps.accounts.recordForbidden(account, { resource, method: "list", missingScopes: [] })
}

/** Whether rows that are kept have columns that rows which are read now have not, or the other way round. */
export const isOtherRight = (lacking: readonly string[] | null | undefined, known: readonly string[]): boolean =>
  lacking != null && (lacking.length !== known.length || lacking.some((column) => !known.includes(column)))
