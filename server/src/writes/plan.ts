import {
  type AnyWrite,
  type Connector,
  InputProblem,
  type Lookups,
  type NamedView,
  ownId,
  type Remote,
  type Step,
  writeIn,
} from "@rollcall/connector-kit"
import type { Action, ResourceName } from "@rollcall/contract"
import { AppError, noResource } from "../errors.js"
import { assertId, noUnifiedRow, type WriteSession, wallClock } from "../gateway/index.js"
import type { Facts } from "./operation.js"

/** An action of a resource as the HR system has it. */
export type Known = { write: AnyWrite; views: readonly NamedView[] }

export function findWrite(connector: Connector, resource: ResourceName, action: Action): Known {
  const found = connector.resources[resource]
  if (!found) throw noResource(connector, resource, { isUndone: true })
  const write = writeIn(found.writes, action)
  if (write) return { write, views: found.views }
  const lacks: { readonly [A in Action]?: string } = found.lacks ?? {}
  const sentence = lacks[action] ?? `${connector.name} has no way to ${action.replaceAll("_", " ")} ${resource}`
  throw new AppError("operation.not_supported", sentence, { isUndone: true })
}

export type AskedWrite = {
  resource: ResourceName
  action: Action
  /** Unified id of the row it is done to; undefined for a create. */
  id: string | undefined
  body: Readonly<Record<string, unknown>>
  query: Readonly<Record<string, unknown>>
}

/** Reads all that the write is planned from, and plans. Throws `AppError`, `InputProblem`, or what the upstream loop throws. */
export async function makePlan(
  session: WriteSession,
  known: Known,
  asked: AskedWrite,
): Promise<{ facts: Facts; steps: readonly Step[] }> {
  const { connector, reference } = session.reader
  assertTaken(known.write, bodyOf(asked), connector.name)
  try {
    const facts = await gatherFacts(session, known, asked)
    return { facts, steps: planFrom(known.write, facts) }
  } catch (error) {
    // A word may be refused only because the list of words may not be read: then that is the reason.
    if (error instanceof InputProblem)
      for (const list of Object.values(known.write.references ?? {})) await reference({ list })
    throw error
  }
}

const bodyOf = ({ action, body }: AskedWrite) => (action === "create" ? withoutNulls(body) : body)

async function gatherFacts(session: WriteSession, { write, views }: Known, asked: AskedWrite): Promise<Facts> {
  const { reader } = session
  const body = bodyOf(asked)
  const [own, references, today, zone] = await Promise.all([
    findOwn(session, { write, views }, asked),
    session.references(write.references ?? {}),
    reader.today(),
    reader.ownTimeZone(),
  ])
  const given = { ...own, body, today, zone }
  const reads = write.reads?.(askedOf(given), references) ?? {}
  const lookups = { ...references, ...(await session.rows(reads)) }
  const remoteQuery = asked.query.remote_query
  return { ...given, lookups, ...(remoteQuery === undefined ? {} : { remoteQuery }) }
}

/** In a new row null says no more than a field that is left out. */
const withoutNulls = (body: AskedWrite["body"]) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))

type Own = Pick<Facts, "id" | "row">
const NO_ROW: Own = { id: "", row: {} }

/** Ids of different views may be of the same number, in different tables: a write of teams must not take a cost centre's. */
async function findOwn(session: WriteSession, { write, views }: Known, asked: AskedWrite): Promise<Own> {
  const { id, resource, action } = asked
  if (id === undefined) return NO_ROW
  assertId(resource, id)
  const own = ownId(views, id)
  if (own && typeof write.view === "string" && own.view.name !== write.view) {
    const { name } = session.reader.connector
    const message = `${id} is one of the ${resource} on which ${name} has no way to ${action.replaceAll("_", " ")}`
    throw new AppError("operation.not_supported", message, { isUndone: true })
  }
  const row = own && (await session.row(own.view.from, own.id))
  if (!row || own.view.where?.(row) === false) throw noUnifiedRow(resource, id, { isUndone: true })
  return { id: own.id, row }
}

/** What the HR system can't take is refused by name, and so is what it can't do without. */
function assertTaken({ takes, requires = [] }: AnyWrite, body: AskedWrite["body"], name: string): void {
  const given = Object.keys(body).filter((field) => body[field] !== undefined)
  const foreign = given.filter((field) => !takes.includes(field))
  const missing = requires.filter((field) => !given.includes(field))
  const problems = [
    ...foreign.map((path) => ({ path, message: `${name} has no place for it here: leave it out` })),
    ...missing.map((path) => ({ path, message: `${name} requires it` })),
  ]
  if (problems.length > 0) throw new InputProblem(problems)
}

export const askedOf = ({ id, row, body }: Pick<Facts, "id" | "row" | "body">) => ({
  id,
  row,
  body: body as never, // the contract's schema of the action has parsed it
})

/** Throws `InputProblem`. */
export const planFrom = (write: AnyWrite, facts: Facts): readonly Step[] =>
  write.plan(askedOf(facts), facts.lookups, { today: facts.today, toLocal: wallClock(facts.zone) })

export function viewOf({ write, views }: Known, facts: Facts): NamedView {
  const name = typeof write.view === "string" ? write.view : write.view(askedOf(facts))
  const view = views.find((one) => one.name === name)
  if (!view) throw new Error("a write names one of its resource's views")
  return view
}

/** A request, and what it is settled by, from what earlier steps have answered. */
export const requestOf = ({ request }: Step, answered: Readonly<Record<string, Remote>>, rows: Lookups) =>
  typeof request === "function" ? request(answered, rows) : request
export const settledOf = ({ settled }: Step, answered: Readonly<Record<string, Remote>>, rows: Lookups) =>
  typeof settled === "function" ? settled(answered, rows) : settled
