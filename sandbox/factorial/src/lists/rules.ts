import type { Json, Row, World } from "../world.js"
import { isTrue, listOf, type Query } from "./query.js"

type Rule = (row: Row, value: string | string[], about: { world: World; query: Query }) => boolean

const fold = (value: Json | string) =>
  String(value ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
const day = (value: string | string[]) => String(value).slice(0, 10)
const dateOf = (value: Json | undefined) => String(value ?? "")

const managers = new WeakMap<Query, Set<Json | undefined>>()

/** Looked up once a call. */
function managersOf({ world, query }: { world: World; query: Query }): Set<Json | undefined> {
  const found = managers.get(query) ?? new Set(world.store.all("employees/employees").map((row) => row.manager_id))
  managers.set(query, found)
  return found
}

/** Filters that mean more than equality with a column, by table and parameter. */
export const RULES: Readonly<Record<string, Rule>> = {
  "employees/employees emails[]": (row, value) =>
    listOf(value).some((one) => fold(one) === fold(row.email ?? null) || fold(one) === fold(row.login_email ?? null)),
  "employees/employees full_text_name": (row, value) => fold(row.full_name ?? null).includes(fold(String(value))),
  "employees/employees name_starts_with": (row, value) => fold(row.full_name ?? null).startsWith(fold(String(value))),
  // Day precision, as the vendor says.
  "employees/employees updated_at_gteq": (row, value) => dateOf(row.updated_at).slice(0, 10) >= day(value),
  // Whether it follows access or termination is not known: access it is.
  "employees/employees only_active": (row) => row.active === true,
  "employees/employees only_managers": (row, _value, about) => managersOf(about).has(row.id),
  "employees/employees team_ids[]": (row, value, { world }) =>
    world.store
      .where("teams/memberships", { employee_id: row.id })
      .some((one) => listOf(value).includes(String(one.team_id))),
  "locations/locations employee_ids[]": (row, value, { world }) =>
    listOf(value).some((id) => world.store.find("employees/employees", id)?.location_id === row.id),
  "companies/legal_entities employees_ids[]": (row, value, { world }) =>
    listOf(value).some((id) => world.store.find("employees/employees", id)?.legal_entity_id === row.id),
  "companies/legal_entities country_ids[]": (row, value) =>
    listOf(value)
      .map(fold)
      .includes(fold(row.country ?? null)),
  // Versions that apply on or before the day.
  "contracts/contract_versions date": (row, value) => dateOf(row.effective_on) <= day(value),
  "contracts/contract_version_histories changes_gteq": (row, value) => dateOf(row.updated_at) >= String(value),
  "contracts/contract_version_histories changes_lteq": (row, value) => dateOf(row.updated_at) <= String(value),
  "timeoff/leaves from": (row, value) => row.finish_on === null || dateOf(row.finish_on) >= day(value),
  "timeoff/leaves to": (row, value) => dateOf(row.start_on) <= day(value),
  "timeoff/leaves only_active": (row, _value, { world }) =>
    row.finish_on === null || dateOf(row.finish_on) >= world.clock.today(),
  "timeoff/leaves approved": (row, value, { query }) =>
    row.approved === isTrue(value) || (row.approved === null && isTrue(query.include_pending)),
  "timeoff/leaves include_pending": (row, value, { query }) =>
    query.approved !== undefined || !isTrue(value) || row.approved === null,
  "timeoff/leaves type_is_workable": (row, value, { world }) => typeOf(world, row)?.workable === isTrue(value),
  "timeoff/leaves type_is_payable": (row, value, { world }) => typeOf(world, row)?.payable === isTrue(value),
  "timeoff/leaves include_deleted_leaves": () => true,
  "timeoff/leave_types identifier": (row, value) => String(value).split(",").includes(String(row.identifier)),
  "timeoff/leave_types employee_id": () => true,
  "timeoff/leave_types reference_date": () => true,
  "timeoff/leave_types leave_type_id": (row, value) => row.id === String(value),
  "timeoff/allowances by_overtime": (row) => row.source_units === "overtime_units",
  "attendance/shifts start_on": (row, value) => dateOf(row.date) >= day(value),
  "attendance/shifts end_on": (row, value) => dateOf(row.date) <= day(value),
  "attendance/shifts updated_at": (row, value) => dateOf(row.updated_at) >= String(value),
  "custom_fields/fields label": (row, value) => fold(row.label_text ?? null) === fold(String(value)),
  "custom_fields/values slug": (row, value, { world }) =>
    world.store.find("custom_fields/fields", String(row.field_id))?.slug === String(value),
  "custom_fields/values instance_id": (row, value) => row.valuable_id === String(value),
  "custom_fields/values identifiers[]": (row, value) => listOf(value).includes(String(row.custom_field_identifier)),
  "holidays/company_holidays start_at": (row, value) => dateOf(row.date) >= day(value),
  "holidays/company_holidays end_at": (row, value) => dateOf(row.date) <= day(value),
  "holidays/company_holidays year": (row, value) => dateOf(row.date).startsWith(String(value)),
  "locations/work_areas only_non_archived": (row) => row.archived_at === null,
  "job_catalog/tree_nodes node_type": (row, value) => row.type === String(value),
  "job_catalog/tree_nodes uuids[]": (row, value) => listOf(value).includes(String(row.uuid)),
  "job_catalog/tree_nodes ancestor_uuids[]": (row, value) => listOf(value).includes(String(row.ancestor_uuid)),
  "job_catalog/tree_nodes include_full_path": () => true,
  "teams/memberships with_source_attribution": () => true,
  "api_public/webhook_subscriptions type": (row, value) => row.type === String(value),
}

const typeOf = (world: World, row: Row) => world.store.find("timeoff/leave_types", String(row.leave_type_id))
