import * as mirror from "../mirror/index.js"
import { lockAccount } from "./account-store.js"
import { deriveRows, planView, readDay, readTimeZone } from "./derive.js"
import { mappingVersion, recordPlace, type Subject, type SyncDeps } from "./session.js"

/** Rows that are made in one transaction. */
const PORTION = 250

/**
 * Makes again what shows rows that were touched, of every view that was made once: right after a hint, or a write of our
 * own. What can't be done now (the process ends) is done by the next run, because it stays noted.
 */
export async function deriveTouched(deps: SyncDeps, subject: Subject): Promise<void> {
  const made = await mirror.listViewStates(deps.db, subject.place)
  const timeZone = await readTimeZone(deps.db, subject)
  for (const placed of subject.graph.views) {
    const state = made.get(`${placed.resource} ${placed.view.name}`)
    if (state) await deriveView(deps, subject, { placed, state, timeZone })
  }
}

type Making = { placed: mirror.PlacedView; state: mirror.ViewState; timeZone: string }

async function deriveView(deps: SyncDeps, subject: Subject, { placed, state, timeZone }: Making): Promise<void> {
  const { place, graph } = subject
  const tables = graph.tablesOf(placed.view)
  const touched = await mirror.listTouched(deps.db, place, { tables, since: state.seq })
  if (touched.size === 0) return
  const freshness = await deps.records.freshness(recordPlace(subject, placed.resource))
  if (!freshness?.firstSyncedAt) return
  const locked = <T>(act: (tx: Parameters<typeof deriveRows>[1]) => Promise<T>) =>
    deps.db.transaction().execute(async (tx) => {
      await lockAccount(tx, place.environmentId, place.accountId)
      return act(tx)
    })
  const found = await locked(async (tx) => {
    const day = await readDay(tx, timeZone)
    const states = await mirror.listStates(tx, place)
    const upTo = await mirror.nextSeq(tx)
    const plan = await planView(tx, subject, { placed, states, today: state.today })
    if (!plan) return undefined
    const ids =
      plan.kind === "some"
        ? plan.ids
        : [...plan.also, ...(await mirror.listIds(tx, mirror.tableIn(place, { table: placed.view.from }), null))]
    return { day, states, upTo, ids: [...new Set(ids)], isWhole: plan.kind === "all" }
  })
  if (!found) return
  const { ids, upTo, isWhole, ...rest } = found
  const version = mappingVersion(subject.connector, placed.view)
  const cause = state.version === version ? undefined : "mapping"
  const made = { subject, placed, small: new Map(), emitsNew: true, cause, ...rest } as const
  for (let from = 0; from < ids.length; from += PORTION) {
    const portion = ids.slice(from, from + PORTION)
    await locked((tx) => deriveRows(deps, tx, { ...made, ids: portion }))
  }
  // Of some rows, the day and the mapping of the others are as they were.
  const all = isWhole ? { today: rest.day.today, version } : state
  const { resource, view } = placed
  await locked((tx) => mirror.putViewState(tx, place, { ...all, resource, view: view.name, seq: upTo }))
}
