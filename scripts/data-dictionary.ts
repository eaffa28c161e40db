// docs/data-dictionary.md: every field of every resource, and where each HR system has it from.
import type { Connector } from "@rollcall/connector-kit"
import { ACTIONS, type Action, meaningOf, model, RESOURCES, type ResourceName, writeModel } from "@rollcall/contract"
import { z } from "zod"
import { noSources, type Sources } from "./sources-of-fields.js"

export type System = { name: string; connector: Connector; sources: Partial<Record<ResourceName, Sources>> }

/** `isWhole`: the fields inside it are told on their own. */
type Field = { path: string; type: string; meaning: string; isWhole: boolean }

const INTRODUCTION = `Every field of the [unified model](unified-model.md), and where each HR system has it from. [Words](glossary.md) explains the terms.

- **Filter**: the parameters that choose rows by the field. **Write**: the actions whose body takes it.
- Under an HR system stand its lists, each with the columns that the field is made of. Several columns are put together, or stand in for each other.
- **computed**: the field is made of the list as a whole, not of one column. **today**: it depends on the company's day.
- **given**: the sources stand at the fields inside it, or at the other resource.
- **empty**: the field is null in every row of the local HR system's company. A dash: the HR system does not give it.
- A connection may lack the right to read a list. [Coverage](coverage.md) tells which fields a connection has.
`

export function dataDictionary(systems: readonly System[]): string {
  const sections = RESOURCES.map((resource) => sectionOf(resource, systems))
  const list = RESOURCES.map((resource) => `- [${model[resource].label}](#${slugOf(model[resource].label)})`)
  return [
    "# Data dictionary",
    "",
    "<!-- Made of the contract and the connectors: npx vitest run --project pure scripts/data-dictionary.test.ts -u -->",
    "",
    INTRODUCTION,
    ...list,
    "",
    sections.join("\n"),
  ].join("\n")
}

export const slugOf = (label: string): string => label.toLowerCase().replaceAll(" ", "-")

function sectionOf(resource: ResourceName, systems: readonly System[]): string {
  const { label, description, row } = model[resource]
  const fields = Object.entries(row.shape)
    .filter(([name]) => name !== "remote_data" && name !== "mapping_errors")
    .flatMap(([name, schema]) => fieldsAt(name, name, schema))
  const rows = fields.map((field) => {
    const cells = [`\`${field.path}\``, field.type, field.meaning, usesOf(resource, field.path)]
    return `| ${[...cells, ...systems.map((system) => sourceOf(resource, field, system))].join(" | ")} |`
  })
  const head = ["Field", "Type", "Meaning", "Filter and write", ...systems.map(({ name }) => name)]
  return [
    `## ${label}`,
    "",
    `${description} \`/unified/hris/${resource}\``,
    "",
    ...writesOf(resource, systems),
    `| ${head.join(" | ")} |`,
    `| ${head.map(() => "---").join(" | ")} |`,
    ...rows,
    "",
  ].join("\n")
}

function writesOf(resource: ResourceName, systems: readonly System[]): string[] {
  const lines = systems.flatMap(({ name, connector }) => {
    const offered = Object.keys(connector.resources[resource]?.writes ?? {})
    return offered.length === 0 ? [] : [`${name} ${offered.map((one) => `\`${one}\``).join(", ")}`]
  })
  return lines.length === 0 ? [] : [`[Writes](writes.md): ${lines.join("; ")}.`, ""]
}

/** A field, and the fields inside it. Rows of another resource are told there. */
function fieldsAt(path: string, name: string, given: unknown): Field[] {
  const { schema, description } = unwrap(given)
  const meaning = description ?? meaningOf(name) ?? ""
  const inner = schema instanceof z.ZodArray ? unwrap(schema.element).schema : schema
  const other = resourceOf(inner)
  const type = other === undefined ? typeOf(schema) : `list of [${model[other].label}](#${slugOf(model[other].label)})`
  const isObject = other !== undefined || inner instanceof z.ZodObject
  const own = { path, type, meaning: cell(meaning), isWhole: isObject }
  if (other !== undefined || !(inner instanceof z.ZodObject)) return [own]
  const at = schema instanceof z.ZodArray ? `${path}[]` : path
  return [own, ...Object.entries(inner.shape).flatMap(([key, one]) => fieldsAt(`${at}.${key}`, key, one))]
}

function unwrap(given: unknown): { schema: unknown; description: string | undefined } {
  let [schema, description]: [unknown, string | undefined] = [given, undefined]
  while (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    description ??= schema.meta()?.description
    schema = schema.unwrap()
  }
  if (schema instanceof z.ZodType) description ??= schema.meta()?.description
  return { schema, description }
}

const idOf = (schema: unknown) => (schema instanceof z.ZodType ? schema.meta()?.id : undefined)
const resourceOf = (schema: unknown): ResourceName | undefined =>
  idOf(schema) === undefined ? undefined : RESOURCES.find((name) => idOf(model[name].row) === idOf(schema))

function typeOf(schema: unknown): string {
  if (schema instanceof z.ZodEnum) return schema.options.map((one) => `\`${one}\``).join(", ")
  if (schema instanceof z.ZodArray) return `list of ${typeOf(unwrap(schema.element).schema)}`
  if (schema instanceof z.ZodObject) return "object"
  if (schema instanceof z.ZodRecord) return "map"
  if (schema instanceof z.ZodNumber) return "number"
  if (schema instanceof z.ZodBoolean) return "true or false"
  const format = schema instanceof z.ZodType ? schema.meta()?.format : undefined
  return format === "date"
    ? "day"
    : format === "date-time"
      ? "time"
      : schema instanceof z.ZodString
        ? "text"
        : "any value"
}

function usesOf(resource: ResourceName, path: string): string {
  const plain = path.replaceAll("[]", "")
  const filters = Object.entries(model[resource].filters)
    .filter(([, filter]) => filter.path.join(".") === plain)
    .map(([name]) => `\`${name}\``)
  const actions = ACTIONS.filter((action) => takes(resource, action, plain)).map((action) => `\`${action}\``)
  return [
    ...(filters.length === 0 ? [] : [`Filter: ${filters.join(", ")}`]),
    ...(actions.length === 0 ? [] : [`Write: ${actions.join(", ")}`]),
  ].join(". ")
}

function takes(resource: ResourceName, action: Action, path: string): boolean {
  let schema: unknown = writeModel(resource, action)?.body
  for (const step of path.split(".")) {
    const { schema: found } = unwrap(schema)
    const inner = found instanceof z.ZodArray ? unwrap(found.element).schema : found
    if (!(inner instanceof z.ZodObject) || !Object.hasOwn(inner.shape, step)) return false
    schema = inner.shape[step]
  }
  return true
}

function sourceOf(resource: ResourceName, { path, isWhole }: Field, { connector, sources }: System): string {
  const found = sources[resource]
  const [top = ""] = path.split(/[.[]/)
  const views = connector.resources[resource]?.views ?? []
  const isGiven = views.some(({ unsupported = [] }) => !unsupported.includes(top))
  if (!found?.there.has(path) || !isGiven) return "–"
  if (!found.filled.has(path)) return "empty"
  if (isWhole) return "given"
  const lists = columnsOf(connector, path, found).map(
    ([table, columns]) => `\`${table}\`: ${columns.map((one) => `\`${one}\``).join(", ")}`,
  )
  const today = found.ofToday.has(path) ? ["today"] : []
  if (lists.length > 0) return [...lists, ...today].join("; ")
  const made = [...new Set(views.map(({ from }) => `\`${from.name}\``))].join(", ")
  return [`computed from ${made}`, ...today].join("; ")
}

/** Without those that only tell whether there is such an object, or in which order rows stand, where others are left. */
function columnsOf(connector: Connector, path: string, { columns }: Sources): [string, string[]][] {
  const all = flat(columns.get(path))
  const object = path.replace(/\.[^.]*$/, "")
  const ofId = object === path ? [] : flat(columns.get(`${object}.id`)).map(String)
  const isId = /(^|\.)id$/.test(path)
  const own = isId ? all : all.filter((one) => !ofId.includes(String(one)))
  const ids = idsIn(connector)
  const rest = isId ? own : own.filter(([table, column]) => ids.get(table) !== column)
  const shown = rest.length > 0 ? rest : own.length > 0 ? own : all
  const byTable = new Map<string, string[]>()
  for (const [table, column] of shown.toSorted()) byTable.set(table, [...(byTable.get(table) ?? []), column])
  return [...byTable]
}

const flat = (tables: ReadonlyMap<string, ReadonlySet<string>> = new Map()): [string, string][] =>
  [...tables].flatMap(([table, columns]) => [...columns].map((column): [string, string] => [table, column]))

/** The id columns of lists by their names. */
function idsIn({ resources }: Connector): Map<string, string> {
  const tables = Object.values(resources).flatMap(({ views }) =>
    views.flatMap(({ from, relations }) => [from, ...Object.values(relations).map(({ table }) => table)]),
  )
  return new Map(tables.map(({ name, id }) => [name, typeof id === "string" ? id : "id"]))
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ")

export const sourcesOfAll = (): Partial<Record<ResourceName, Sources>> =>
  Object.fromEntries(RESOURCES.map((name) => [name, noSources()]))
