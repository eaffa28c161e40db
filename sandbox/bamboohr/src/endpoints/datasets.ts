import { DATASET_FIELDS, type DatasetField } from "../datasets/fields.js"
import { FilterError, type Matches, order, parseFilter } from "../datasets/filter.js"
import { findField } from "../fields/index.js"
import { currencyOf, type Person } from "../fields/person.js"
import { readField } from "../fields/read.js"
import { writeValue } from "../fields/write-forms.js"
import type { Json } from "../world.js"
import { type Answer, type Call, type Endpoint, objectIn, peopleOf, refuse } from "./call.js"
import { LAST_PAGE, numberedPage, wholeNumber } from "./paging.js"

/** The dataset of employees: its names, and its rows by pages. */
export const datasets: readonly Endpoint[] = [
  { method: "GET", path: "v1_2/datasets", form: "problem", area: "datasets", run: listDatasets },
  { method: "GET", path: "v1_2/datasets/:name/fields", form: "problem", area: "datasets", run: listFields },
  {
    method: "POST",
    path: "v1_2/datasets/:name/field-options",
    form: "problem",
    area: "datasets",
    reads: true,
    run: listOptions,
  },
  { method: "POST", path: "v2/datasets/:name/data", form: "problem", area: "datasets", reads: true, run: readRows },
]

const byName = new Map(DATASET_FIELDS.map((field) => [field.name, field]))
const MAX_PAGE = 1_000
const INVALID_PAGE = "invalid_page"

function listDatasets(): Answer {
  return { json: { datasets: [{ name: "employee", label: "Employee" }] } }
}

function assertDataset({ params }: Call): void {
  if (params.name !== "employee") throw refuse(404, "There is no such dataset", "dataset_not_found")
}

const isGranted = ({ field }: DatasetField, { rights }: Call): boolean => {
  const found = findField(field)
  return found !== undefined && rights.seesField(found)
}

function listFields(call: Call): Answer {
  assertDataset(call)
  const all = DATASET_FIELDS.filter((field) => isGranted(field, call))
  const { rows, pagination } = numberedPage(all, call, INVALID_PAGE)
  const fields = rows.map(({ name, label, entity }) => {
    return { name, label, parentType: "section", parentName: entity, entityName: entity }
  })
  return { json: { name: "employee", label: "Employee", fields, pagination } }
}

/** Options of the fields that have some. */
function listOptions(call: Call): Answer {
  assertDataset(call)
  const { store } = call.running
  const fields = namesIn(objectIn(call).fields)
  const options = fields.map((name): [string, Json] => {
    const field = findField(byName.get(name)?.field ?? "")
    const list = field && store.all("lists").find(({ fieldId }) => fieldId === field.id)
    const own = store.all("options").filter(({ listId }) => listId === list?.id)
    return [name, list ? own.map((option) => ({ id: option.id, value: option.name ?? "" })) : []]
  })
  return { json: Object.fromEntries(options) }
}

function readRows(call: Call): Answer {
  assertDataset(call)
  const body = objectIn(call)
  const fields = namesIn(body.fields)
  const page = wholeNumber(body.page ?? 1, { name: "page", max: LAST_PAGE, code: INVALID_PAGE })
  const pageSize = wholeNumber(body.pageSize ?? 100, { name: "pageSize", max: MAX_PAGE, code: INVALID_PAGE })
  const matches = matchesOf(body.filter ?? null)
  const found = sort(
    peopleOf(call).filter((person) => matches((name) => cellOf(person, name, call))),
    { orderBy: body.orderBy ?? null, call },
  )
  const granted = fields.filter((name) => isGranted(byName.get(name) ?? NOTHING, call))
  const rows = found.slice((page - 1) * pageSize, page * pageSize)
  const data = rows.map((person) => {
    return { fields: Object.fromEntries(granted.map((name): [string, Json] => [name, cellOf(person, name, call)])) }
  })
  const totalPages = Math.max(1, Math.ceil(found.length / pageSize))
  const link = (to: number) => `${call.url}?page=${to}`
  // Seen live: an empty list where there is one page.
  const links =
    totalPages === 1 ? [] : { next: page < totalPages ? link(page + 1) : null, prev: page > 1 ? link(page - 1) : null }
  return { json: { data, links, meta: { page, pageSize, totalPages, totalItems: found.length } } }
}

const NOTHING: DatasetField = { name: "", entity: "", label: "", field: "", part: "value" }

function namesIn(given: Json | undefined): string[] {
  if (!Array.isArray(given) || given.length === 0)
    throw refuse(400, "Give fields, as a list of names", "fields_missing")
  const unknown = given.find((name) => typeof name !== "string" || !byName.has(name))
  if (unknown !== undefined) throw refuse(400, `The dataset has no field ${unknown}`, "unknown_field")
  return [...new Set(given.map(String))]
}

function matchesOf(filter: Json): Matches {
  if (filter === null || filter === "") return () => true
  if (typeof filter !== "string") throw refuse(400, "filter must be text", "invalid_filter")
  try {
    return parseFilter(filter, (name) => byName.has(name))
  } catch (error) {
    if (error instanceof FilterError) throw refuse(400, error.message, "invalid_filter")
    throw error
  }
}

function sort(people: Person[], { orderBy, call }: { orderBy: Json; call: Call }): Person[] {
  const keys = String(orderBy ?? "eeid asc")
    .split(",")
    .map((part) => part.trim().split(/\s+/))
  for (const [name = ""] of keys)
    if (!byName.has(name)) throw refuse(400, `The dataset has no field ${name} to order by`, "invalid_order")
  return people.sort((a, b) => {
    for (const [name = "", direction = "asc"] of keys) {
      const found = order(cellOf(a, name, call), cellOf(b, name, call))
      if (found !== 0) return direction.toLowerCase() === "desc" ? -found : found
    }
    return 0
  })
}

/** Hidden is empty to filters and orders. */
function cellOf(person: Person, name: string, { rights }: Call): Json {
  const { field, part } = byName.get(name) ?? NOTHING
  const found = findField(field)
  if (!found || !rights.seesFieldOf(found, person.id)) return null
  const value = readField(found, person)
  if (part === "currency") return currencyOf(value)
  return writeValue(value, found.type, { form: "plain", person })
}
