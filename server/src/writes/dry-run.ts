import type { Lookups, Remote, Step, WantedRows } from "@rollcall/connector-kit"
import { InputProblem } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import { type Reply, showCall, type WriteSession } from "../gateway/index.js"
import type { Facts } from "./operation.js"
import { requestOf } from "./plan.js"

type Planned = { session: WriteSession; facts: Facts; steps: readonly Step[] }

/** The steps with the calls that they would be. What only an earlier step will know stands as `{step.column}`. */
export async function showPlan({ session, facts, steps }: Planned): Promise<Reply> {
  const answered = Object.fromEntries(steps.map(({ name }) => [name, placeholderRow(name)]))
  const show = async (step: Step) => {
    const rows = await rowsFor(session, step.reads?.(answered) ?? {})
    const request = tryRequest(step, answered, rows)
    const wire = request && session.wire(request, facts.remoteQuery)
    return {
      name: step.name,
      request: wire ? { method: wire.method, url: wire.path, body: request.body ?? null } : null,
      is_repeatable: step.isRepeatable ?? false,
    }
  }
  return { status: 200, headers: {}, body: { dry_run: true, steps: await Promise.all(steps.map(show)) } }
}

/** Null: it depends on rows that will only be there then. */
function tryRequest(step: Step, answered: Readonly<Record<string, Remote>>, rows: Lookups) {
  try {
    return requestOf(step, answered, rows)
  } catch (error) {
    if (error instanceof InputProblem) return null
    throw error
  }
}

const placeholderRow = (name: string): Remote =>
  new Proxy({}, { get: (_, column) => (typeof column === "string" ? `{${name}.${column}}` : undefined) })

/** Rows that an earlier step will have made or changed can't be read yet. */
async function rowsFor(session: WriteSession, wanted: Readonly<Record<string, WantedRows>>): Promise<Lookups> {
  const isLater = ({ value }: WantedRows) => value.startsWith("{")
  const names = Object.keys(wanted).filter((name) => wanted[name] && isLater(wanted[name]))
  const later = names.map((name) => [name, [placeholderRow(name)]])
  const now = Object.entries(wanted).filter(([name]) => !names.includes(name))
  return { ...Object.fromEntries(later), ...(await session.rows(Object.fromEntries(now))) }
}

/** Truto's way of asking for the call alone. */
export async function showFirstCall(
  { session, facts, steps }: Planned,
  query: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  if (query.truto_response_format !== "debug")
    throw new AppError("request.invalid", "truto_skip_api_call works with truto_response_format=debug", {
      isUndone: true,
    })
  const [step] = steps
  const request = step && tryRequest(step, {}, await rowsFor(session, step.reads?.({}) ?? {}))
  const debug = request ? showCall(session.reader, session.wire(request, facts.remoteQuery)) : null
  return { status: 200, headers: {}, body: { result: null, debug } }
}
