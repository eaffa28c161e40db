import type { Column } from "@rollcall/sandbox-kit"
import { columnsOf, type FieldSpec } from "../spec/index.js"
import type { Json, Row } from "../world.js"

/** Versions that are served; anything else gets the oldest. */
export const VERSIONS = ["2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"]
const FIRST_WITH_TEXT_IDS = "2026-07-01"
export const servedVersion = (asked: string): string => (VERSIONS.includes(asked) ? asked : (VERSIONS[0] ?? asked))

/** Columns that came with a version, by schema. */
const NEW_COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ContractVersion: { salary_currency: "2026-10-01", contracts_contract_id: "2026-10-01", version_data: "2026-07-01" },
  Team: { parent_team_id: "2026-10-01", depth: "2026-10-01" },
  Employee: { communications_email: "2026-07-01", unconfirmed_communications_email: "2026-07-01" },
}
/** Their id is text in every version. */
const TEXT_IDS = new Set([
  "Credential",
  "AllowanceStat",
  "WorkedTime",
  "EstimatedTime",
  "MaterializedTemplate",
  "ContractActivityPeriod",
])

/** Named like ids, but text of their own in every version. */
const NO_IDS = new Set(["tax_id", "external_id", "value_id", "temp_id"])
/** What JSON takes as a whole number: text with leading zeros is no id. */
const WHOLE = /^(0|[1-9]\d*)$/

const kept = new Map<string, WeakMap<Row, string>>()

/** The columns of a schema as an API version has them; `hasNumberIds`: as before text ids, whatever the version. */
export type Rendering = { schema: string; version: string; hasNumberIds?: boolean }

/** A row as JSON text, with exactly the schema's columns in their order. Kept, because rows never change in place. */
export function renderRow(row: Row, rendering: Rendering): string {
  const key = `${rendering.schema} ${rendering.version}`
  const cache = kept.get(key) ?? new WeakMap<Row, string>()
  kept.set(key, cache)
  const found = cache.get(row)
  if (found !== undefined) return found
  const text = writeColumns(renderColumns(row, rendering))
  cache.set(row, text)
  return text
}

export function renderColumns(row: Row, rendering: Rendering): Column[] {
  const { schema, version, hasNumberIds = version < FIRST_WITH_TEXT_IDS } = rendering
  const since = NEW_COLUMNS[schema] ?? {}
  const columns = Object.entries(columnsOf(schema)).filter(([name]) => (since[name] ?? "") <= version)
  return columns.map(([name, spec]) => {
    const value = row[name] ?? null
    return [name, hasNumberIds ? writeOld(name, value, { spec, schema }) : JSON.stringify(value)]
  })
}

export const writeColumns = (columns: readonly Column[]): string =>
  `{${columns.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`

/** Before text ids, ids were written as whole numbers: digits as they stand, because they may be past 2^53. */
function writeOld(name: string, value: Json, { spec, schema }: { spec: FieldSpec; schema: string }): string {
  const isId = ((name === "id" && !TEXT_IDS.has(schema)) || name.endsWith("_id")) && !NO_IDS.has(name)
  if (isId) return writeId(value)
  if (name.endsWith("_ids") && Array.isArray(value)) return `[${value.map(writeId).join(",")}]`
  if (spec.o && typeof value === "object" && value !== null) return writeNested(value)
  return JSON.stringify(value)
}

const writeId = (value: Json): string =>
  typeof value === "string" && WHOLE.test(value) ? value : JSON.stringify(value)

function writeNested(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(writeNested).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(
      ([name, inner]) =>
        `${JSON.stringify(name)}:${writeOld(name, inner, { spec: { t: "object", o: "any" }, schema: "" })}`,
    )
    .join(",")}}`
}
