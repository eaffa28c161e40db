import { idColumnOf, idIn, type NamedView, type Remote, type Step, type Table } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import { type Reply, rowWithId, showCall, showWritten, unifiedId } from "../gateway/index.js"
import type { KeptStep, Operation } from "./operation.js"
import { viewOf } from "./plan.js"
import { asError } from "./refusal.js"
import { answeredIn, type Run, type Stop } from "./run.js"

/** Rows that are to be in the copy at once: read ones as they are, others by the values of a column. */
export type WrittenRows = {
  rows: readonly { table: string; row: Remote }[]
  touched: readonly { table: string; column: string; values: readonly string[] }[]
}

/** The row that a finished write is about, in its view. */
export function resultOf(run: Run): { view: NamedView; row: Remote } {
  const { known, facts, operation } = run
  const view = viewOf(known, facts)
  const answered = answeredIn(run)
  const own = operation.action === "create" ? undefined : facts.id
  const id = known.write.result?.(answered) ?? own ?? idOfNew(run, view, answered)
  return { view, row: rowWithId(view, id) }
}

function idOfNew({ steps }: Run, view: NamedView, answered: Readonly<Record<string, Remote>>): string {
  const step = steps.find(({ row }) => row?.name === view.from.name)
  const id = step && idIn(view.from, answered[step.name] ?? {})
  if (id === undefined) throw new Error("a create has a step that answers the row of its view")
  return id
}

export const resultIdOf = (run: Run): string => {
  const { view, row } = resultOf(run)
  return unifiedId(view, row)
}

/** The answer to a write that is done, and what of it the copy has to take in. */
export async function answerDone(
  run: Run,
  query: Readonly<Record<string, unknown>>,
): Promise<{ reply: Reply; written: WrittenRows }> {
  const { operation, session } = run
  const { view, row } = resultOf(run)
  const headers = { "rollcall-write-id": operation.id }
  const id = unifiedId(view, row)
  if (operation.action === "delete") {
    const touched = [...touchedBy(run), { table: view.from, id: idIn(view.from, row) ?? "" }]
    return { reply: { status: 200, headers, body: { id } }, written: { rows: [], touched: byTable(touched) } }
  }
  const told = operation.action === "create" ? { ...rowOfStep(run, view), ...row } : row
  const shown = await showWritten(session.reader, { resource: operation.resource, query, view, row: told })
  const rows = shown.found ? [{ table: view.from.name, row: shown.found }] : []
  const written = { rows, touched: byTable(touchedBy(run, view)) }
  return { reply: { status: 200, headers, body: formatted(run, query, shown.body) }, written }
}

/** What a step has answered of the row. */
const rowOfStep = ({ steps, kept }: Run, view: NamedView): Remote => {
  const step = steps.find(({ row }) => row?.name === view.from.name)
  return kept.find(({ name }) => name === step?.name)?.answered ?? {}
}

/** `raw` and `debug` tell of the call that answered the row, or of the last one, where this process has made it. */
function formatted(
  { steps, session, heard, facts, kept }: Run,
  query: Readonly<Record<string, unknown>>,
  row: unknown,
) {
  const format = query.truto_response_format
  const step = steps.find((one) => one.row && heard.has(one.name)) ?? steps.findLast((one) => heard.has(one.name))
  const answer = step && heard.get(step.name)
  if (format === "raw") return answer ? answer.body : row
  if (format !== "debug") return row
  const sent = kept.find(({ name }) => name === step?.name)?.sent
  const call = sent && showCall(session.reader, session.wire(sent.request, facts.remoteQuery))
  return { result: row, debug: { ...call, data: answer?.body ?? null, responseHeaders: answer?.headers ?? {} } }
}

type Touched = { table: Table; column?: string; id: string }

/** Rows of other tables that the steps have answered or say that they touch. */
function touchedBy(run: Run, view?: NamedView): Touched[] {
  const answered = answeredIn(run)
  const own = (step: Step): Touched[] => {
    if (!step.row || step.row.name === view?.from.name) return []
    const id = idIn(step.row, answered[step.name] ?? {})
    return id === undefined ? [] : [{ table: step.row, id }]
  }
  const named = (step: Step): Touched[] =>
    (step.touches?.(answered) ?? []).map(({ table, column, value }) => ({
      table,
      ...(column === undefined ? {} : { column }),
      id: value,
    }))
  return run.steps.flatMap((step) => [...own(step), ...named(step)])
}

function byTable(touched: readonly Touched[]): WrittenRows["touched"] {
  const grouped = new Map<string, { table: string; column: string; values: string[] }>()
  for (const { table, column = idColumnOf(table), id } of touched) {
    const key = `${table.name} ${column}`
    const group = grouped.get(key) ?? { table: table.name, column, values: [] }
    if (!group.values.includes(id)) group.values.push(id)
    grouped.set(key, group)
  }
  return [...grouped.values()]
}

/** The error of an operation that is not done. */
export function errorFor(operation: Pick<Operation, "id">, kept: readonly KeptStep[], stop: Stop): AppError {
  const { id } = operation
  const failed = kept.find(({ failure, state }) => failure && (state === "failed" || state === "unknown"))?.failure
  if (stop.state === "failed" && failed) {
    const refusal = asError(failed)
    return new AppError(refusal.code, refusal.message, { ...refusal.details, write: { id } })
  }
  const write = { id, steps: kept.map(({ name, state }) => ({ name, state })) }
  if (stop.state === "failed") {
    const message = "the HR system never answered, and nothing has happened there: try again"
    return new AppError("upstream.failed", message, { isUndone: true, write })
  }
  if (stop.state === "partial") return new AppError("write.partial", partialWords(kept, failed?.message), { write })
  const more = stop.askPerson ? `: ${stop.askPerson}` : ": it is looked at again by itself"
  const words =
    stop.state === "running" ? "the write is still in hand" : "nobody knows yet whether the write has happened"
  return new AppError("write.unknown", `${words}${more}`, { write })
}

function partialWords(kept: readonly KeptStep[], reason: string | undefined): string {
  const named = (states: readonly string[]) =>
    kept.filter(({ state }) => states.includes(state)).map(({ name }) => name)
  const left = named(["planned", "failed", "unknown"]).join(", ")
  return `${named(["done"]).join(", ")} has happened, ${left} has not${reason === undefined ? "" : `: ${reason}`}`
}
