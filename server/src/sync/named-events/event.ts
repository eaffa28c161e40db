import type { NamedEventType, ResourceName, Rows } from "@rollcall/contract"

export type NamedEvent = {
  type: NamedEventType
  /** `YYYY-MM-DD` from which it holds; null: not known. Facts without a day of their own hold from the company's day. */
  effective_date: string | null
  /** Unified fields that say it. */
  changed_fields: readonly string[]
  /** Always `employee: {id, name}`; the rest is the type's own. */
  details: Readonly<Record<string, unknown>>
}

/** A row that appeared (before null), changed, or went (after null). */
export type ChangeOf<R extends ResourceName> = {
  resource: R
  before: Rows[R] | null
  after: Rows[R] | null
  /** The company's day, `YYYY-MM-DD`. */
  today: string
}
export type RowChange = { [R in ResourceName]: ChangeOf<R> }[ResourceName]

type Reference = { id: string; name?: string | null | undefined }

export const referenceTo = (row: Reference | null | undefined): { id: string; name: string | null } | null =>
  row ? { id: row.id, name: row.name ?? null } : null

/** Both were read and they differ. */
export const differs = (before: string | null | undefined, after: string | null | undefined): boolean =>
  before !== undefined && after !== undefined && before !== after
