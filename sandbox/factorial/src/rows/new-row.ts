import { tableColumns } from "../spec/index.js"
import type { Json, Row, World } from "../world.js"

type Values = Record<string, Json>
type Made = (given: Values, world: World) => Values

const text = (value: Json | undefined): string => (value === undefined || value === null ? "" : String(value))
const slug = (value: Json | undefined, mark: string): string =>
  text(value)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, mark)

/** The currency of the legal entity that somebody belongs to. */
function employer(employeeId: Json | undefined, { store }: World): Row | undefined {
  const employee = store.find("employees/employees", text(employeeId))
  return store.find("companies/legal_entities", text(employee?.legal_entity_id))
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

/** What the server fills in when the caller leaves it out, beyond what follows from a column's type. */
const MADE: Readonly<Record<string, Made>> = {
  "banking/bank_accounts": ({ account_number, legal_entity_id }, { store, company }) => ({
    iban: account_number ?? null,
    country: store.find("companies/legal_entities", text(legal_entity_id))?.country ?? company.country,
    external_id: `manual_${text(account_number).slice(-4)}`,
  }),
  "compensations/additional_compensations": ({ contract_version_id, amount_strategy_id }, { store }) => ({
    employee_id: store.find("contracts/contract_versions", text(contract_version_id))?.employee_id ?? "0",
    amount_strategy_id: amount_strategy_id ?? store.newId(),
  }),
  "compensations/concepts": ({ label }) => ({
    name: slug(label, "_"),
    translated_name: label ?? null,
    unit_type: "money",
    unit_name: "cents",
    enabled: true,
  }),
  "compensations/employees_compensations": (given, { store }) => ({
    payroll_run_employee_id: given.employee_id ?? store.newId(),
    payroll_concept_id: given.concept_id ?? null,
    amount_strategy_type: given.strategy_type ?? "compensations_fixed_amount_strategy",
    amount_is_overwritten: given.is_overwritten === true,
    result_type: "compensation",
  }),
  "contracts/compensations": (_given, { company, store }) => ({
    unit: "money",
    compensation_type: "undefined",
    currency: store.where("companies/legal_entities", { company_id: company.id })[0]?.currency ?? null,
  }),
  "custom_fields/fields": ({ label }, { store }) => ({
    label_text: text(label),
    slug: slug(label, "-"),
    position: store.all("custom_fields/fields").length,
    required: false,
  }),
  "custom_fields/options": ({ label }) => ({ value: label ?? null, is_active: true }),
  "custom_resources/schemas": (_given, { store }) => ({ position: store.all("custom_resources/schemas").length }),
  "documents/documents": ({ file, file_filename, employee_id }) => {
    const filename = text(file_filename) || "document.pdf"
    const extension = /\.(\w+)$/.exec(filename)?.[1]?.toLowerCase() ?? ""
    return {
      filename,
      extension,
      content_type: CONTENT_TYPES[extension] ?? "application/octet-stream",
      file_size: text(file).length,
      is_company_document: employee_id === undefined || employee_id === null,
      is_management_document: false,
    }
  },
  "finance/cost_centers": () => ({ status: "active" }),
  "payroll/family_situations": () => ({ civil_status: "unknown" }),
  "payroll/supplements": ({ employee_id }, world) => {
    const entity = employer(employee_id, world)
    return { unit: "money", currency: entity?.currency ?? null, legal_entity_id: entity?.id ?? null }
  },
  "timeoff/allowances": (_given, { store }) => ({
    timeoff_cycle: "jan_dec",
    cycle_length: 12,
    frequency: "yearly",
    carry_over_days: 0,
    carry_over_units_in_cents: 0,
    tenure_periods_enabled: false,
    tenure_period_transition: "beginning_of_cycle",
    position: store.all("timeoff/allowances").length,
  }),
  "timeoff/blocked_periods": () => ({ strategy: "everyone" }),
  "timeoff/leave_types": ({ name }) => ({
    translated_name: name ?? null,
    identifier: "custom",
    visibility: true,
    editable: true,
    restricted: false,
    payable: true,
    allow_endless: false,
    half_days_units_enabled: true,
    is_attachment_mandatory: false,
  }),
  "timeoff/policies": () => ({ main: false }),
  "work_schedule/overlap_periods": ({ create_params }) => ({
    start_month: 1,
    start_day: 1,
    end_month: 12,
    end_day: 31,
    schedule_type: "fixed",
    ...(typeof create_params === "object" && !Array.isArray(create_params) ? create_params : {}),
  }),
}

/** A row as it is created: what was sent over what the server fills in. A null counts as left out where a read has none. */
export function newRow(table: string, given: Values, world: World): Values {
  const columns = tableColumns(table)
  const sent = Object.entries(given).filter(
    ([name, value]) => columns[name] !== undefined && (value !== null || columns[name].n === 1),
  )
  const made = Object.entries(MADE[table]?.(given, world) ?? {}).filter(([name]) => columns[name] !== undefined)
  const own = columns.company_id === undefined ? {} : { company_id: world.company.id }
  const active = columns.active === undefined ? {} : { active: true }
  return { ...own, ...active, ...Object.fromEntries(made), ...Object.fromEntries(sent) }
}
