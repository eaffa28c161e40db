/**
 * Fields of employees: what there is, by alias and by id. What a field shows of a person is `read.ts`'s, how it is
 * written where is `write-forms.ts`'s.
 */
import { CUSTOM_FIELDS, STANDARD_FIELDS } from "./standard-fields.js"

export type FieldSource =
  | { kind: "column"; column: string }
  | { kind: "table"; table: string; column: string }
  | { kind: "computed"; name: string }
  /** `meta/fields` names it, and no report answers it. */
  | { kind: "none" }

export type Field = {
  /** Text where it has a part: `4152.1`. Null: not in `meta/fields`. */
  id: number | string | null
  alias: string | null
  type: string
  group: string
  source: FieldSource
  name: string
  isDeprecated: boolean
}

const TABLE_OF_LETTER: Readonly<Record<string, string>> = {
  j: "jobInfo",
  c: "compensation",
  s: "employmentStatus",
  b: "bonus",
  m: "commission",
}

const standard = linesOf(STANDARD_FIELDS).map(([id = "", alias = "", type = "", group = "", source = "", ...rest]) => ({
  id: id === "*" ? null : readId(id),
  alias: alias || null,
  type,
  group,
  source: readSource(source, alias),
  name: rest[0] ?? "",
  isDeprecated: rest[1] === "deprecated",
}))

const custom = linesOf(CUSTOM_FIELDS).map(([id = "", alias = "", type = "", name = ""]) => ({
  id: readId(id),
  alias: alias || null,
  type,
  group: "custom",
  source: id.includes(".") ? { kind: "none" as const } : { kind: "column" as const, column: customColumn(id) },
  name,
  isDeprecated: false,
}))

/** In the order of `meta/fields`: by name, as a person finds them. */
export const FIELDS: readonly Field[] = [...standard, ...custom].sort((a, b) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
)

/** Column of the employee's row. */
export function customColumn(id: number | string): string {
  return `custom${id}`
}

const answering = FIELDS.filter(({ source }) => source.kind !== "none")
const byAlias = new Map(answering.flatMap((field) => (field.alias === null ? [] : [[field.alias, field]])))
const byId = new Map(answering.filter((field) => !field.isDeprecated).map((field) => [String(field.id), field]))

/** By alias or by id, as callers name it. Undefined for what is never answered. */
export function findField(name: string): Field | undefined {
  return byAlias.get(name) ?? byId.get(name)
}

/** Columns of an employee's row that fields show. */
export const STORED_COLUMNS: readonly string[] = answering.flatMap(({ source }) =>
  source.kind === "column" ? [source.column] : [],
)

function linesOf(text: string): string[][] {
  return text
    .trim()
    .split("\n")
    .map((line) => line.split("|"))
}

function readId(text: string): number | string {
  return text.includes(".") ? text : Number(text)
}

function readSource(text: string, alias: string): FieldSource {
  const [letter = "", column = alias] = text.split(":")
  if (letter === "-") return { kind: "none" }
  if (letter === "e") return { kind: "column", column }
  if (letter === "x") return { kind: "computed", name: column }
  const table = TABLE_OF_LETTER[letter]
  if (table === undefined) throw new Error(`no source ${text}`)
  return { kind: "table", table, column }
}
