/**
 * Which columns every stored table has. The names are the contract with the readers of the rows: a row always carries
 * all of them, null where nothing is known. They are text split by the type checker, so that a misspelt column does
 * not compile. Hidden columns are no part of any answer; the engine needs them to filter and leaves them out.
 */
import { contractsColumns } from "./contracts.js"
import { coreColumns } from "./core.js"
import { payrollColumns } from "./payroll.js"

const columns = { ...coreColumns, ...contractsColumns, ...payrollColumns } as const

/** Filters of these lists ask for what their answers do not show. */
export const hiddenColumns = {
  "custom_fields/resource_fields": "schema_id",
  "job_catalog/node_attributes": "node_uuid",
  "banking/card_payments": "account_id",
  "marketplace/installation_settings": "company_id",
} as const

type Columns = typeof columns
type Hidden = typeof hiddenColumns

type Trimmed<Word extends string> = Word extends `${infer Text}\n` ? Text : Word
type Words<Text extends string, Found = never> = Text extends `${infer Word} ${infer Rest}`
  ? Words<Rest, Found | Trimmed<Word>>
  : Found | Trimmed<Text>

export type StoredTable = keyof Columns
export type ColumnOf<T extends StoredTable> =
  | Exclude<Words<Columns[T]>, "">
  | (T extends keyof Hidden ? Words<Hidden[T]> : never)

const split = (text: string) => text.split(/\s+/).filter((word) => word !== "")

/** Names in the order of the answers, without `id` and without hidden ones. */
export const columnsOf: Record<string, string[]> = Object.fromEntries(
  Object.entries(columns).map(([table, text]) => [table, split(text)]),
)
