import { describe, expect, it } from "vitest"
import type { CompanyData, Json, Row } from "../world.js"
import { buildCompany } from "./index.js"

const employees = "employees/employees"
const entities = "companies/legal_entities"

/** Column to the table its ids are of; null where the ids are of things nobody can list. */
const targets: Record<string, string | null> = {
  account_id: "banking/bank_accounts",
  allowance_ids: "timeoff/allowances",
  amount_strategy_id: null,
  attachable_id: employees,
  attribute_id: null,
  bank_account_id: "banking/bank_accounts",
  card_id: null,
  card_payment_id: "banking/card_payments",
  competencies_ids: null,
  consultant_id: null,
  contract_id: "contracts/contracts",
  contract_version_id: "contracts/contract_versions",
  contracts_compensation_id: "contracts/compensations",
  contracts_contract_id: "contracts/contracts",
  contracts_contract_template_id: "contracts/contract_templates",
  contracts_contract_version_id: "contracts/contract_versions",
  contracts_taxonomy_id: "contracts/taxonomies",
  cost_center_id: "finance/cost_centers",
  cycle_id: "compensations/cycles",
  de_contract_type_id: "contracts/german_contract_types",
  default_work_area_id: "locations/work_areas",
  employee_id: employees,
  employee_ids: employees,
  es_contract_type_id: "contracts/spanish_contract_types",
  es_education_level_id: "contracts/spanish_education_levels",
  es_professional_category_id: "contracts/spanish_professional_categories",
  es_working_day_type_id: "contracts/spanish_working_day_types",
  external_id: null,
  field_id: "custom_fields/fields",
  folder_id: "documents/folders",
  fr_contract_type_id: "contracts/french_contract_types",
  job_catalog_level_id: "job_catalog/levels",
  lead_ids: employees,
  leave_id: "timeoff/leaves",
  leave_type_id: "timeoff/leave_types",
  leave_type_ids: "timeoff/leave_types",
  legal_entities_ids: entities,
  legal_entity_id: entities,
  legal_entity_ids: entities,
  location_id: "locations/locations",
  manager_id: employees,
  original_contract_version_id: "contracts/contract_versions",
  overlap_period_id: "work_schedule/overlap_periods",
  parent_folder_id: "documents/folders",
  parent_team_id: "teams/teams",
  parent_team_ids: "teams/teams",
  payroll_concept_id: "compensations/concepts",
  payroll_policy_period_id: null,
  payroll_run_employee_id: employees,
  payroll_run_id: "compensations/payroll_runs",
  pt_contract_type_id: "contracts/portuguese_contract_types",
  resource_id: "custom_resources/resources",
  role_id: "job_catalog/roles",
  schedule_id: "work_schedule/schedules",
  schema_id: "custom_resources/schemas",
  source_team_ids: "teams/teams",
  supervisors_ids: employees,
  tax_id: null,
  team_id: "teams/teams",
  team_ids: "teams/teams",
  timeoff_allowance_id: "timeoff/allowances",
  timeoff_leave_type_ids: "timeoff/leave_types",
  timeoff_manager_id: employees,
  timeoff_policy_id: "timeoff/policies",
  workplace_id: "locations/locations",
}

/** Owners named by a type beside the id. */
const owners: Record<string, string> = {
  Employee: employees,
  LegalEntity: entities,
  "Contracts::ContractVersion": "contracts/contract_versions",
  "CustomResources::Value": "custom_resources/values",
}

function findTarget(column: string, row: Record<string, Json>): string | null | undefined {
  if (column === "valuable_id") return owners[String(row.valuable_type)]
  if (column === "target_id") return owners[String(row.target_type)]
  if (column === "codeable_id") return owners[String(row.codeable_type)]
  return targets[column]
}

function listBroken({ company, tables }: CompanyData): string[] {
  const ids = new Map(Object.entries(tables).map(([table, rows]) => [table, new Set(rows.map((row) => row.id))]))
  const accessIds = new Set(tables[employees]?.map((row) => row.access_id))
  const broken: string[] = []
  const check = (table: string, row: Record<string, Json>) => {
    for (const [column, value] of Object.entries(row)) {
      if (!/_ids?$/.test(column) || value === null) continue
      const target = findTarget(column, row)
      for (const id of [value].flat()) {
        const isAccess = column === "access_id" || column === "author_id"
        const isRight = isAccess
          ? accessIds.has(id)
          : column === "company_id"
            ? id === company.id
            : target === null || (target !== undefined && ids.get(target)?.has(String(id)))
        if (isRight !== true) broken.push(`${table}#${String(row.id)} ${column} ${JSON.stringify(id)}`)
      }
    }
  }
  for (const [table, rows] of Object.entries(tables)) for (const row of rows) check(table, row)
  return broken
}

function rowsOf(data: CompanyData, table: string): Row[] {
  return data.tables[table] ?? []
}

describe("references of a company", () => {
  const standard = { seed: "references", size: 120, today: "2026-11-23" }

  it.each([0, 1, 2, 7, 12, 33, 60, 120, 700])("with %i people all lead to a row of the right table", (size) => {
    expect(listBroken(buildCompany({ ...standard, size }))).toEqual([])
  })

  it("are found broken when a row is missing", () => {
    const data = buildCompany(standard)
    data.tables["teams/teams"] = rowsOf(data, "teams/teams").slice(1)
    expect(listBroken(data).length).toBeGreaterThan(0)
  })

  it("lead from job catalogue uuids to nodes, up to one root", () => {
    const data = buildCompany(standard)
    const nodes = new Map(rowsOf(data, "job_catalog/tree_nodes").map((row) => [row.uuid, row]))
    const roots = [...nodes.values()].filter((row) => row.ancestor_uuid === null)
    expect(roots.map((row) => row.type)).toEqual(["jobcatalog_treeroot"])
    expect([...nodes.values()].every((row) => row.ancestor_uuid === null || nodes.has(row.ancestor_uuid))).toBe(true)
    const used = rowsOf(data, "contracts/contract_versions").filter((row) => row.job_catalog_tree_node_uuid !== null)
    expect(used.length).toBeGreaterThan(50)
    expect(used.every((row) => nodes.get(row.job_catalog_tree_node_uuid ?? "")?.type === "jobcatalog_treelevel")).toBe(
      true,
    )
  })

  it("agree between allowances and leave types", () => {
    const data = buildCompany(standard)
    const pairs = (table: string, column: string, flip: boolean) => {
      const found = rowsOf(data, table).flatMap((row) => [row[column] ?? []].flat().map((id) => [row.id, String(id)]))
      return found.map((pair) => (flip ? [...pair].reverse() : pair).join(">")).sort()
    }
    const fromTypes = pairs("timeoff/leave_types", "allowance_ids", true)
    expect(fromTypes.length).toBeGreaterThan(6)
    expect(pairs("timeoff/allowances", "leave_type_ids", false)).toEqual(fromTypes)
  })
})
