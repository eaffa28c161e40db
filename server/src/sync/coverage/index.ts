/**
 * What each field of an account's resources holds: whether it is there, how many rows have a value, and since when. Rows
 * are counted once, when a resource was read to its end for the first time; what changes later is added up in the
 * transaction that changes it, under the account's row. So a read costs one row for each resource, whatever the company's
 * size. It knows mappings only by what they give (`givenFields` of the kit).
 */
import { isSameValue, RESOURCES, type ResourceCoverage, type ResourceName } from "@rollcall/contract"
import type { Db } from "../../db/index.js"
import * as mirror from "../../mirror/index.js"
import { recordPlace, type Subject } from "../session.js"
import { addChanges, type Change, type Counts } from "./counts.js"
import { judgeFields, knownSince } from "./judge.js"
import { showResource } from "./show.js"
import { type Coverage, countFields, findCoverage, listCoverage, putCoverage } from "./store.js"

type Keeping = {
  subject: Subject
  resource: ResourceName
  states: ReadonlyMap<string, mirror.TableState>
  now: Date
}

/** After rows have changed. Before they were counted there is nothing to keep in step. */
export async function keepCoverage(tx: Db, keeping: Keeping & { changes: readonly Change[] }): Promise<void> {
  const { subject, resource, changes } = keeping
  const known = await findCoverage(tx, recordPlace(subject, resource))
  const counts = known && countsOf(known)
  if (counts) await put(tx, keeping, { known, counts: addChanges(resource, counts, changes) })
}

/** When a run has ended with a resource. `isRead`: it was read to its end. */
export async function settleCoverage(tx: Db, keeping: Keeping & { isRead: boolean }): Promise<void> {
  const place = recordPlace(keeping.subject, keeping.resource)
  const known = await findCoverage(tx, place)
  const counts = (known && countsOf(known)) ?? (keeping.isRead ? await countFields(tx, place) : undefined)
  await put(tx, keeping, { known, counts })
}

type Putting = { known: Coverage | undefined; counts: Counts | undefined }

async function put(tx: Db, { subject, resource, states, now }: Keeping, { known, counts }: Putting): Promise<void> {
  const views = viewsOf(subject, resource)
  const verdicts = judgeFields({ resource, views, states, counts })
  const fields = new Map(
    [...knownSince(verdicts, { before: known?.fields, now })].map(([name, one]) => {
      const { given = 0, filled = 0 } = counts?.fields.get(name) ?? {}
      return [name, { ...one, given, filled }]
    }),
  )
  const rows = counts?.rows ?? null
  const isSame = known?.rows === rows && isSameValue(Object.fromEntries(known.fields), Object.fromEntries(fields))
  if (!isSame) await putCoverage(tx, recordPlace(subject, resource), { rows, fields, measuredAt: now })
}

const countsOf = ({ rows, fields }: Coverage): Counts | undefined =>
  rows === null ? undefined : { rows, fields: new Map([...fields].filter(([, { given }]) => given > 0)) }

/** By resource: all of them, or one. */
export async function showCoverage(
  db: Db,
  subject: Subject,
  resource?: ResourceName,
): Promise<Record<string, ResourceCoverage>> {
  const [known, states] = [await listCoverage(db, subject.place), await mirror.listStates(db, subject.place)]
  const shown = resource ? [resource] : RESOURCES
  return Object.fromEntries(
    shown.map((name) => {
      const { connector } = subject
      const views = viewsOf(subject, name)
      return [name, showResource({ resource: name, system: connector.name, views, states, coverage: known.get(name) })]
    }),
  )
}

const viewsOf = ({ connector }: Subject, resource: ResourceName) => connector.resources[resource]?.views ?? []
