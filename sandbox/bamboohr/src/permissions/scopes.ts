import { type AccessLevel, AREAS, type Area, FULL_ACCESS } from "./access-level.js"

/** Groups of fields that a scope opens. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  employee: ["name", "job", "contact"],
  "employee:name": ["name"],
  "employee:job": ["job"],
  "employee:contact": ["contact"],
  "employee:compensation": ["compensation"],
  "employee:demographic": ["demographic"],
  "employee:identification": ["name"],
  "employee:custom_fields": ["custom"],
  "employee:photo": ["photo"],
  "sensitive_employee:address": ["address"],
  "sensitive_employee:protected_info": ["protected_info"],
}
export const GROUPS_OF_FIELDS = [...new Set(Object.values(GROUPS).flat())]

/** Parts of the API that a scope opens, besides the fields' own. */
const OPENS: Readonly<Record<string, readonly Area[]>> = {
  employee_directory: ["directory"],
  report: ["reports", "datasets"],
  field: ["fields", "lists", "locations"],
  user: ["users"],
  time_off: ["time_off"],
  "time_off.write": ["writes"],
  webhooks: ["webhooks"],
  "company:info": ["company_information"],
  "public.user": ["changes"],
  "public.integration": ["changes"],
  "employee:photo": ["photos"],
  "employee:file": ["files"],
}

/** The access level of a grant: what its scopes name, of all people. */
export function levelOfScopes(scopes: readonly string[], userId: string | null): AccessLevel {
  const groups = new Set(scopes.flatMap((scope) => GROUPS[scope] ?? []))
  const areas = new Set<Area>(scopes.flatMap((scope) => OPENS[scope] ?? []))
  // Any scope of employees lets the call through and decides which fields come back.
  if (groups.size > 0) for (const area of ["employees", "tables"] as const) areas.add(area)
  if (scopes.some((scope) => scope.endsWith(".write"))) areas.add("writes")
  return {
    ...FULL_ACCESS,
    userId,
    hiddenFields: GROUPS_OF_FIELDS.filter((group) => !groups.has(group)),
    refused: AREAS.filter((area) => !areas.has(area)),
  }
}
