import type { FieldSpec } from "../spec/index.js"
import { compareIds, type MemoryStore } from "../store.js"
import type { Json, Row, World } from "../world.js"
import { isTrue, listOf, type Query } from "./query.js"
import { RULES } from "./rules.js"

/** Given by every list, not filters. */
const PAGING = new Set(["limit", "after_id", "before_id", "page"])
/** These only filter when they are true. */
const ONLY_WHEN_TRUE = new Set([
  "only_active",
  "only_managers",
  "main",
  "by_overtime",
  "default",
  "half_day",
  "pending",
  "only_non_archived",
])

export type Filtering = {
  table: string
  query: Query
  parameters: Record<string, FieldSpec>
  world: World
  store: MemoryStore
}

/** Rows of a table that meet the query, in the order of their ids. What the API does not know it ignores. */
export function filterRows({ table, query, parameters, world, store }: Filtering): Row[] {
  const given = Object.keys(query).filter((name) => !PAGING.has(name) && parameters[name] !== undefined)
  let rows = startingRows(store, table, query)
  if (table === "timeoff/leaves" && !isTrue(query.include_deleted_leaves)) {
    rows = { ...rows, list: rows.list.filter((row) => row.deleted_at === null) }
  }
  for (const name of given) {
    if (rows.isDone && name === rows.by) continue
    const value = query[name] ?? ""
    if (ONLY_WHEN_TRUE.has(name) && !isTrue(value)) continue
    const test = RULES[`${table} ${name}`] ?? generic(name, rows.list[0])
    if (test) rows = { ...rows, list: rows.list.filter((row) => test(row, value, { world, query })) }
  }
  return rows.list
}

/** The hot filters are answered from indexes. */
function startingRows(store: MemoryStore, table: string, query: Query): { list: Row[]; by: string; isDone: boolean } {
  const ids = query["ids[]"]
  if (ids !== undefined) {
    const found = [...new Set(listOf(ids))].flatMap((id) => store.find(table, id) ?? [])
    return { list: found.sort((a, b) => compareIds(a.id, b.id)), by: "ids[]", isDone: true }
  }
  const employees = query["employee_ids[]"]
  if (employees !== undefined && table !== "locations/locations" && table !== "custom_resources/resources") {
    const found = [...new Set(listOf(employees))].flatMap((id) => store.byEmployee(table, id))
    return { list: found.sort((a, b) => compareIds(a.id, b.id)), by: "employee_ids[]", isDone: true }
  }
  return { list: store.all(table), by: "", isDone: false }
}

type Test = (row: Row, value: string | string[], about: { world: World; query: Query }) => boolean

/** By the parameter's name: `x_ids[]` and `x_id` compare the column `x_id`, bounds compare their column, the rest is equality. */
function generic(name: string, sample: Row | undefined): Test | undefined {
  if (!sample) return undefined
  const bound = /^(\w+)_(gteq|lteq)$/.exec(name)
  const column = bound?.[1]
  if (column !== undefined && column in sample) {
    return (row, value) => {
      const [own, wanted] = [String(row[column] ?? ""), String(value)]
      return own !== "" && (bound?.[2] === "gteq" ? own >= wanted : own <= wanted)
    }
  }
  const bare = name.replace(/\[\]$/, "")
  const found = [bare, bare.replace(/s$/, ""), bare.replace(/s_ids$/, "_id"), bare.replace(/_ids$/, "_id")].find(
    (one) => one in sample,
  )
  if (found === undefined) return undefined
  return (row, value) => listOf(value).some((wanted) => isSame(row[found] ?? null, wanted))
}

function isSame(own: Json, wanted: string): boolean {
  if (Array.isArray(own)) return own.some((one) => String(one) === wanted)
  if (typeof own === "boolean") return own === (wanted === "true" || wanted === "1")
  return own !== null && String(own) === wanted
}
