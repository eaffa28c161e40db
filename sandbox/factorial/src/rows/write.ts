import { eventOf, type FieldSpec, operationsOf, tableColumns } from "../spec/index.js"
import { type Call, type Json, Refusal, type Row } from "../world.js"
import { newRow } from "./new-row.js"
import { type Sentence, sentence } from "./sentences.js"

/** Create, update and delete of a stored row, where no behaviour says otherwise. */
export function createRow(table: string, call: Call, action = "create"): Row {
  const body = checkBody(table, action, call)
  const row = call.world.store.insert(table, newRow(table, body, call.world))
  announce({ table, action: "create", row, call })
  return row
}

export function updateRow(table: string, call: Call): Row {
  const body = checkBody(table, "update", { ...call, body: { ...call.body, id: call.id } })
  const { id: _, ...patch } = known(table, body)
  const row = call.world.store.update(table, call.id ?? "", patch)
  if (!row) throw missing(call)
  announce({ table, action: "update", row, call })
  return row
}

export function deleteRow(table: string, call: Call): Row {
  const row = call.world.store.remove(table, call.id ?? "")
  if (!row) throw missing(call)
  announce({ table, action: "delete", row, call })
  return row
}

export const missing = ({ world }: Call): Refusal => new Refusal(404, { errors: [sentence(world, "missing")] })

type Done = { table: string; action: string; row: Row; call: Call }

function announce({ table, action, row, call: { world, credential } }: Done): void {
  const event = eventOf(table, action)
  if (event) world.emit(event, row, credential)
}

/** Only columns that rows have: a body may carry more. */
function known(table: string, body: Record<string, Json>): Record<string, Json> {
  const columns = tableColumns(table)
  return Object.fromEntries(Object.entries(body).filter(([name]) => Object.hasOwn(columns, name)))
}

/** Required fields, types and enums, as a map of complaints by field. */
export function checkBody(table: string, action: string, { world, body }: Call): Record<string, Json> {
  const fields = operationsOf(table)?.[action]?.b ?? {}
  const complaints: Record<string, Json> = {}
  const checked: Record<string, Json> = { ...body }
  for (const [name, spec] of Object.entries(fields)) {
    const value = body[name]
    const problem =
      value === undefined || value === null
        ? spec.r && value === undefined
          ? "blank"
          : undefined
        : problemOf(value, spec)
    if (problem) complaints[name] = [sentence(world, problem)]
    else if (value !== undefined && (name === "id" || name.endsWith("_id")) && typeof value === "number")
      checked[name] = String(value)
  }
  if (Object.keys(complaints).length > 0) throw new Refusal(422, { errors: complaints })
  return checked
}

function problemOf(value: Json, spec: FieldSpec): Sentence | undefined {
  if (spec.e && !spec.e.includes(String(value))) return "inclusion"
  if (spec.f === "date" && !/^\d{4}-\d{2}-\d{2}/.test(String(value))) return "date"
  if ((spec.t === "number" || spec.t === "integer") && !Number.isFinite(Number(value))) return "number"
  if (spec.t === "boolean" && ![true, false, "true", "false", 0, 1].includes(value as never)) return "inclusion" // compared by value only
  if (spec.t === "array" && !Array.isArray(value)) return "invalid"
  if (spec.t === "string" && typeof value === "object") return "invalid"
  return undefined
}
