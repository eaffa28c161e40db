import type {
  KeptOverride,
  MappingOverride,
  MappingOverrideRow,
  MappingOverrides,
  MappingReads,
  MappingScope,
  ResourceName,
  UnifiedModelOverride,
} from "@rollcall/contract"
import type { OverrideRow } from "./store.js"

/** What counts for an account, as the contract names it. Undefined: nothing. */
export function asOverrides(rows: readonly OverrideRow[]): MappingOverrides | undefined {
  if (rows.length === 0) return undefined
  const resources: Record<string, { [scope in MappingScope]?: KeptOverride }> = {}
  for (const row of rows)
    resources[row.resource] = {
      ...resources[row.resource],
      [row.account_id === null ? "environment" : "account"]: kept(row),
    }
  return { revision: rows.map(({ id, version }) => `${id} ${version}`).join(","), resources }
}

/** The columns only ever hold what this folder writes. */
const kept = ({ add, response_mapping, is_cleared, reads }: OverrideRow): KeptOverride => ({
  add: add as NonNullable<MappingOverride["add"]>,
  ...(response_mapping !== null || is_cleared ? { response_mapping } : {}),
  reads: reads as MappingReads | null,
})

/** The public shape. */
export const show = (row: OverrideRow): MappingOverrideRow => ({
  id: row.id,
  integration: row.integration,
  integrated_account_id: row.account_id,
  resource: row.resource as ResourceName,
  add: kept(row).add ?? {},
  response_mapping: row.response_mapping,
  version: row.version,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})

/** As Truto shows an account's. Both methods have one mapping. */
export function asTruto(rows: readonly OverrideRow[]): UnifiedModelOverride {
  if (rows.length === 0) return {}
  const methods = rows.map((row) => {
    const { reads: _, ...config } = kept(row)
    return [row.resource, { list: config, get: config }] as const
  })
  return { hris: Object.fromEntries(methods) }
}
