import { dayOf, formatDay, partsOf } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import type { TimeOffRules } from "./time-off-rules.js"

/** Settings that hang on no person: dates nobody may take off, and the codes set for an integration. */
export function writeCompanySettings(draft: Draft, rules: TimeOffRules): void {
  writeBlockedPeriods(draft, rules)
  const pairs = (table: string, prefix: string) => {
    return (draft.tables[table] ?? []).map((row, index) => ({ id: row.id, value: `${prefix}${index + 1}` }))
  }
  const entityId = draft.tables["companies/legal_entities"]?.[0]?.id ?? ""
  const conceptCodes = pairs("compensations/concepts", "C").map((pair) => ({ legal_entity_id: entityId, ...pair }))
  draft.add("marketplace/installation_settings", {
    company_id: draft.company.id,
    leave_types: pairs("timeoff/leave_types", "L").map((pair) => ({ ...pair, forfait_jours: null })),
    timeoff_allowance_code: pairs("timeoff/allowances", "A"),
    company_code: "MARISMA",
    consultant_id: null,
    legal_entities: pairs("companies/legal_entities", "E"),
    locations: pairs("locations/locations", "W"),
    payroll_concept_codes: conceptCodes,
  })
}

function writeBlockedPeriods(draft: Draft, rules: TimeOffRules): void {
  const { year } = partsOf(draft.today)
  const finance = draft.tables["teams/teams"]?.find((row) => row.name === "Finance & Legal")
  const id = draft.nextId()
  draft.addWithId("timeoff/blocked_periods", id, {
    company_id: draft.company.id,
    name: "Cierre contable",
    leave_type_ids: [rules.types.holiday.id],
    time_periods: [
      {
        id: draft.nextId(),
        policy_id: id,
        name: "Year end",
        period_type: "fixed",
        start_on: formatDay(dayOf(year + 1, 1, 2)),
        finish_on: formatDay(dayOf(year + 1, 1, 15)),
        duration: null,
        duration_unit: null,
      },
    ],
    strategy: finance === undefined ? "all" : "teams",
    members: [],
    location_ids: null,
    team_ids: finance === undefined ? null : [finance.id],
    legal_entity_ids: null,
  })
}
