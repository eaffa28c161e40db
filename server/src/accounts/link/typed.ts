import { type AuthField, readField } from "@rollcall/connector-kit"
import type { Context, ContextFields } from "../secrets.js"

/** What a customer typed, by field. */
export type Typed = Readonly<Record<string, string>>
export type FieldProblem = "missing" | "malformed"

/** Fields of a method that the customer is asked for: the caller may have given some. */
export const askedFields = (fields: ContextFields, method: "api_key" | "oauth2", given: Context): AuthField[] =>
  fields.of[method].filter(({ name }) => given[name] === undefined)

const readOne = (field: AuthField, typed: Typed) =>
  readField(field, Object.hasOwn(typed, field.name) ? typed[field.name]?.trim() : undefined)

export function problemOf(field: AuthField, typed: Typed): FieldProblem | null {
  const read = readOne(field, typed)
  if ("value" in read) return null
  return read.problem === "malformed" || field.isRequired ? read.problem : null
}

/** What was typed as it is kept, or the first field that can't be. */
export function readTyped(
  asked: readonly AuthField[],
  typed: Typed,
): { values: Typed } | { kind: "bad_field"; field: string; problem: FieldProblem } {
  for (const field of asked) {
    const problem = problemOf(field, typed)
    if (problem) return { kind: "bad_field", field: field.name, problem }
  }
  const values = asked.flatMap((field): [string, string][] => {
    const read = readOne(field, typed)
    return "value" in read ? [[field.name, read.value]] : []
  })
  return { values: Object.fromEntries(values) }
}
