/**
 * What every part of the sandbox works on: one company's tables, its clock and its outgoing events.
 *
 * Rows are kept in Factorial's newest shape (2026-10-01): ids and `*_id` as numeric strings, every key of the
 * schema present, missing values null. Older API versions are rendered from these rows when they are served.
 */
import type { Clock, Json } from "@rollcall/sandbox-kit"

export type { Clock, Json } from "@rollcall/sandbox-kit"

export type Row = { id: string; [key: string]: Json }

/** `{domain}/{resource}` as in Factorial's paths, for example `employees/employees`. */
export type TableName = string

export type CompanyInfo = {
  id: string
  name: string
  legalName: string
  /** Lower-case two-letter code of the head office. */
  country: string
  /** Language of error sentences: `en` or `es`. */
  locale: "en" | "es"
  /** IANA name; `today` of the company is read in it. */
  timezone: string
}

export type CompanyData = { company: CompanyInfo; tables: Record<TableName, Row[]> }

export type CompanyOptions = {
  /** Same seed, size and today: byte-equal company. */
  seed: string
  /** Number of employees, terminated ones included; 0 is a company with nobody in it. */
  size: number
  /** The day the company is seen on, `YYYY-MM-DD`; nothing reads the wall clock. */
  today: string
  /** First id handed out, as text; above 2^53 for companies of Factorial's newer clusters. */
  firstId?: string
}

/** Rows of one company by table, ordered by ascending numeric id. */
export interface Store {
  tables(): TableName[]
  all(table: TableName): Row[]
  find(table: TableName, id: string): Row | undefined
  where(table: TableName, match: Record<string, Json>): Row[]
  /** An id that no row has. */
  newId(): string
  /** Fills every key of the table's schema that `values` lacks with null (false, 0, [] where it is never null), the id and the timestamps. */
  insert(table: TableName, values: Record<string, Json>): Row
  /** Undefined when there is no such row. Touches `updated_at` where the table has one. */
  update(table: TableName, id: string, patch: Record<string, Json>): Row | undefined
  remove(table: TableName, id: string): Row | undefined
}

/** Who makes a call: a company (API key or company token) or one of its employees. */
export type Credential = {
  kind: "api_key" | "company_token" | "user_token"
  id: string
  employeeId: string | null
  /** Null: everything the company sees. */
  scopes: string[] | null
}

export interface World {
  company: CompanyInfo
  store: Store
  clock: Clock
  /** Deterministic from the seed: 0 <= x < 1. */
  random(): number
  /** Queues a webhook delivery of `row` to the subscriptions of `event`, e.g. `employees/employee/update`. */
  emit(event: string, row: Row, author?: Credential): void
}

export type Call = {
  world: World
  credential: Credential
  /** Path id of `/{id}`, if any. */
  id: string | null
  query: Record<string, string | string[]>
  body: Record<string, Json>
  /** Where this API is, as the caller sees it. */
  origin: string
}

/** Answers in the newest shape; throws `Refusal` for what Factorial refuses. Keyed `POST employees/employees/terminate`. */
export type Behaviour = (call: Call) => Row | Row[]

/** A refusal in Factorial's own error shapes (guide section 9). */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 414 | 422 | 429,
    readonly body: { errors: Json },
  ) {
    super(`refused with ${status}`)
  }
}
