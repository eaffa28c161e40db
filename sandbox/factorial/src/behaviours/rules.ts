import { type Sentence, sentence } from "../rows/sentences.js"
import { missing } from "../rows/write.js"
import { eventOf } from "../spec/index.js"
import { type Call, type Json, Refusal, type Row } from "../world.js"

/** The row that a body or path names, or Factorial's 404. */
export function findNamed(table: string, call: Call, id: Json | undefined = call.id ?? call.body.id): Row {
  const row = id === undefined || id === null ? undefined : call.world.store.find(table, String(id))
  if (!row) throw missing(call)
  return row
}

export function patchNamed(table: string, call: Call, patch: Record<string, Json>): Row {
  const row = findNamed(table, call)
  return call.world.store.update(table, row.id, patch) ?? row
}

/** A complaint about one field. */
export const complain = (call: Call, field: string, name: Sentence): Refusal =>
  new Refusal(422, { errors: { [field]: [sentence(call.world, name)] } })

/** A business rule; the code is what readers should branch on. */
export const refuse = (status: 409 | 422, text: string): Refusal =>
  new Refusal(status, { errors: { exception: [text] } })

export function announce(table: string, action: string, { row, call }: { row: Row; call: Call }): Row {
  const event = eventOf(table, action)
  if (event) call.world.emit(event, row, call.credential)
  return row
}

export const textOf = (value: Json | undefined): string | null =>
  value === undefined || value === null || value === "" ? null : String(value)
