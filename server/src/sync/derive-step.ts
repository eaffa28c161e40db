import type { ResourceName } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import * as mirror from "../mirror/index.js"
import type { RecordChange } from "../records/index.js"
import { type Day, deriveRows, type Plan, planView, readDay, readTimeZone } from "./derive.js"
import { endResource } from "./end-resource.js"
import { MOST_BAD, type Progress, type Run, type Step } from "./runs/run.js"
import { updateStep } from "./runs/store.js"
import { commit, mappingVersion, recordPlace, type SyncSession } from "./session.js"

/** Rows that are made in one transaction. */
const PORTION = 250

/**
 * Makes a resource's records from the mirror, view after view: one portion after another, each with its history, events
 * and checkpoint in one transaction. A worker that dies between two has done the ones before.
 */
export async function deriveStep(session: SyncSession, run: Run, step: Step): Promise<void> {
  const { deps, graph, settings } = session
  const resource = step.name as ResourceName // steps of this kind are named by resources
  const views = graph.views.filter((one) => one.resource === resource)
  const freshness = await deps.records.freshness(recordPlace(session, resource))
  // The first complete sync is a beginning: that rows appear is only told when the account's settings say so.
  const emitsNew = Boolean(freshness?.firstSyncedAt) || settings.hasInitialEvents
  const timeZone = await readTimeZone(deps.db, session)
  const start = views.findIndex(({ view }) => view.name === step.checkpoint.view)
  let made = step
  for (const [at, placed] of views.entries()) {
    if (at < start) continue
    made = await deriveView(session, made, { placed, emitsNew, timeZone, isBegun: at === start })
    if (session.signal.aborted) return
  }
  await commit(session, (tx) => endResource(session, tx, { run, step: made, resource, timeZone }))
}

type Making = { placed: mirror.PlacedView; emitsNew: boolean; timeZone: string; isBegun: boolean }

/** Answers the step with what was made. */
async function deriveView(session: SyncSession, step: Step, making: Making): Promise<Step> {
  const { placed, emitsNew, timeZone, isBegun } = making
  const found = await planPortions(session, { placed, timeZone, checkpoint: isBegun ? step.checkpoint : undefined })
  if (!found) return step
  const { ids, day, states, upTo, madeWith, cause } = found
  const rows = { subject: session, placed, day, states, small: new Map(), emitsNew, cause }
  let made = step
  for (let from = 0; from < ids.length || from === 0; from += PORTION) {
    if (session.signal.aborted) return made
    const portion = ids.slice(from, from + PORTION)
    const isEnd = from + PORTION >= ids.length
    made = await commit(session, async (tx) => {
      const progress = addUp(made.progress, await deriveRows(session.deps, tx, { ...rows, ids: portion }))
      const place = isEnd ? { after: null, upTo: 0 } : { after: portion.at(-1) ?? null, upTo }
      const checkpoint = { ...made.checkpoint, view: placed.view.name, madeWith, ...place }
      await updateStep(tx, step, { status: "deriving", checkpoint, progress })
      if (isEnd) await endView(session, tx, { placed, day, upTo })
      return { ...made, checkpoint, progress }
    })
  }
  return made
}

type Planned = {
  ids: readonly string[]
  day: Day
  states: ReadonlyMap<string, mirror.TableState>
  upTo: number
  madeWith: string
  cause: "mapping" | undefined
}
type Portions = { placed: mirror.PlacedView; timeZone: string; checkpoint: Step["checkpoint"] | undefined }

/** Under the account's row, so that nothing is touched meanwhile. Undefined: the view can't be made. */
function planPortions(session: SyncSession, { placed, timeZone, checkpoint }: Portions): Promise<Planned | undefined> {
  const { place } = session
  return commit(session, async (tx) => {
    const day = await readDay(tx, timeZone)
    const states = await mirror.listStates(tx, place)
    const plan = await planView(tx, session, { placed, states, today: day.today })
    if (!plan) return undefined
    // With another mapping, or on another day, the view begins anew.
    const version = mappingVersion(session.connector, placed.view)
    const madeWith = JSON.stringify([version, day.today])
    const begun = checkpoint?.madeWith === madeWith ? checkpoint : undefined
    const upTo = begun?.upTo || (await mirror.nextSeq(tx))
    const ids = await idsOf(tx, { session, placed, plan, after: begun?.after ?? null })
    const made = (await mirror.listViewStates(tx, place)).get(`${placed.resource} ${placed.view.name}`)
    const isOther = made !== undefined && made.version !== version
    return { ids, day, states, upTo, madeWith, cause: isOther ? "mapping" : undefined }
  })
}

type Ids = { session: SyncSession; placed: mirror.PlacedView; plan: Plan; after: string | null }

/** In the order in which records are listed. */
async function idsOf(tx: Db, { session, placed, plan, after }: Ids): Promise<readonly string[]> {
  if (plan.kind === "some") return plan.ids.toSorted(compareIds)
  const all = await mirror.listIds(tx, mirror.tableIn(session.place, { table: placed.view.from }), after)
  const known = new Set(all)
  return [...plan.also.filter((id) => !known.has(id)).sort(compareIds), ...all]
}

const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : Number(a > b))

const isCreated = ({ before }: RecordChange): boolean => before === null

function addUp(progress: Progress, { changes, bad }: Awaited<ReturnType<typeof deriveRows>>): Progress {
  // Of a row that is created nobody asks what it is now: it would be parsed for that.
  const [created, known] = [changes.filter(isCreated).length, changes.filter((change) => !isCreated(change))]
  const deleted = known.filter((change) => change.after === null).length
  return {
    ...progress,
    created: progress.created + created,
    updated: progress.updated + known.length - deleted,
    deleted: progress.deleted + deleted,
    skipped: progress.skipped + bad.length,
    bad: [...progress.bad, ...bad].slice(0, MOST_BAD),
  }
}

type Made = { placed: mirror.PlacedView; day: Day; upTo: number }

async function endView(session: SyncSession, tx: Db, { placed, day, upTo }: Made): Promise<void> {
  const { place, connector, graph } = session
  const { resource, view } = placed
  const made = { seq: upTo, today: day.today, version: mappingVersion(connector, view) }
  await mirror.putViewState(tx, place, { resource, view: view.name, ...made })
  const [states, tables] = [await mirror.listViewStates(tx, place), await mirror.listStates(tx, place)]
  const reached = graph.views.flatMap((one) => {
    const seq = states.get(`${one.resource} ${one.view.name}`)?.seq
    // A view that is still to be made has to learn which rows have gone.
    return seq ?? (tables.get(one.view.from.name)?.state === "complete" ? 0 : [])
  })
  await mirror.forgetTouched(tx, place, Math.min(...reached))
}
