import {
  dayBefore,
  flag,
  get,
  idOf,
  idsOf,
  type Remote,
  type RemoteQuery,
  type Table,
  table,
} from "@rollcall/connector-kit"
import { lists } from "./api.js"

const since = (moment: Date) => ({ updated_at_gteq: dayBefore(moment) })
const byId = { id: "ids[]" }

type Facts = Pick<Table, "columns" | "by"> & Partial<Table> & { always?: RemoteQuery }

/** `always` is sent with every call of the list. */
const listOnly = (path: string, { always, ...facts }: Facts): Table =>
  table({ ...lists, name: path, list: (ask) => get(path, { ...always, ...ask }), ...facts })

/** A list whose rows can be read one by one, with the same columns. */
const listed = (path: string, facts: Facts): Table => ({
  ...listOnly(path, facts),
  one: (id) => get(`${path}/${encodeURIComponent(id)}`),
})

/** The lists of Factorial that unified rows are made of. */
export const people = listed("employees/employees", {
  columns: [
    ...["company_identifier", "first_name", "last_name", "full_name", "preferred_name"],
    ...["email", "login_email", "personal_email", "phone_number", "gender", "birthday_on", "nationality"],
    ...["address_line_1", "address_line_2", "city", "state", "postal_code", "country", "social_security_number"],
    ...["legal_entity_id", "location_id", "manager_id", "timeoff_manager_id", "seniority_calculation_date"],
    ...["is_terminating", "terminated_on", "termination_reason", "created_at", "updated_at"],
  ],
  by: byId,
  changes: since,
})

export const contractVersions = listed("contracts/contract_versions", {
  columns: [
    ...["employee_id", "job_title", "job_catalog_tree_node_uuid", "effective_on", "starts_on", "ends_on"],
    ...["salary_amount", "salary_currency", "salary_frequency", "working_hours", "working_hours_frequency"],
    ...["working_time_percentage_in_cents", "working_week_days", "version_data", "created_at", "updated_at"],
  ],
  by: { id: "ids[]", employee_id: "employee_ids[]" },
  changes: since,
})

export const payElements = listed("contracts/compensations", {
  columns: [
    ...["compensation_type", "description", "amount", "unit"],
    ...["currency", "recurrence", "recurrence_count", "starts_on"],
  ],
  by: { id: "ids[]", contract_version_id: "contract_version_ids[]" },
})

export const taxonomies = listed("contracts/taxonomies", {
  columns: ["name"],
  by: byId,
  isSmall: true,
})

export const teams = listed("teams/teams", {
  columns: ["name", "description", "parent_team_id", "employee_ids"],
  by: byId,
  isSmall: true,
})

export const memberships = listed("teams/memberships", {
  columns: ["team_id", "direct", "source_team_ids"],
  by: { id: "ids[]", employee_id: "employee_ids[]", team_id: "team_ids[]" },
})

/**
 * What one person belongs to, with what of it is their own: only a read of one person tells it, and it is costly. A place that
 * becomes the person's own, or that ends beside an inherited one, keeps its row, so what it is belongs to its id.
 */
export const ownMemberships = listOnly("teams/memberships", {
  name: "teams/memberships of one person",
  always: { with_source_attribution: true },
  id: (row) => {
    const id = idOf(row)
    return id !== undefined && flag(row, "direct") === false ? `${id} inherited` : id
  },
  columns: ["team_id", "direct", "lead"],
  by: { employee_id: { parameter: "employee_ids[]", atOnce: 1 } },
  mirrored: false,
})

/** In larger teams Factorial does not say where a membership comes from. */
const MOST_MEMBERS = 1_000

/** A read for many people does not say which teams they belong to themselves. A read of one team above others does. */
export const attributions = listOnly("teams/memberships", {
  name: "teams/memberships of one team",
  columns: memberships.columns,
  by: {},
  perValue: {
    column: "team_id",
    parameter: "team_ids[]",
    of: teams,
    values(rows: readonly Remote[]) {
      const isLarge = (team: Remote) => idsOf(team, "employee_ids").length > MOST_MEMBERS
      const large = new Set(rows.filter(isLarge).map((team) => idOf(team)))
      const parents = new Set(rows.flatMap((team) => idOf(team, "parent_team_id") ?? []))
      return [...parents].filter((id) => !large.has(id))
    },
  },
})

export const legalEntities = listed("companies/legal_entities", {
  columns: [
    ...["legal_name", "currency", "tin"],
    ...["address_line_1", "address_line_2", "city", "state", "postal_code", "country"],
  ],
  by: byId,
  isSmall: true,
})

export const places = listed("locations/locations", {
  columns: [
    ...["name", "phone_number", "main", "timezone"],
    ...["address_line_1", "address_line_2", "city", "state", "postal_code", "country"],
  ],
  by: byId,
  isSmall: true,
})

/** The list needs one node type. */
const nodes = (type: string, facts: Pick<Table, "name" | "columns">) =>
  listOnly("job_catalog/tree_nodes", { always: { node_type: type }, id: "uuid", by: {}, isSmall: true, ...facts })

/** Versions point at level nodes. */
export const jobNodes = nodes("jobcatalog_treelevel", {
  name: "job_catalog/tree_nodes",
  columns: ["name", "job_catalog_title"],
})
export const jobRoles = nodes("jobcatalog_treerole", {
  name: "job_catalog/tree_nodes of roles",
  columns: ["name", "description", "ancestor_uuid", "created_at", "updated_at"],
})
/** What roles belong to. */
export const jobFunctions = nodes("jobcatalog_treefunction", {
  name: "job_catalog/tree_nodes of functions",
  columns: ["name"],
})

export const customFields = listed("custom_fields/fields", {
  columns: ["label_text", "slug", "field_type", "required", "legal_entity_id", "legal_entity_name"],
  by: byId,
  isSmall: true,
})

export const customOptions = listed("custom_fields/options", {
  columns: ["label", "value", "is_active"],
  by: { id: "ids[]", field_id: "field_ids[]" },
})

export const customValues = listed("custom_fields/values", {
  columns: [
    ...["field_id", "valuable_type", "value", "cents_value", "date_value"],
    ...["long_text_value", "single_choice_value"],
  ],
  by: { id: "ids[]", valuable_id: "employee_ids[]" },
  changes: since,
})

/** Days used are only true with the breakdown by day; cancelled requests are deleted leaves. */
export const leaves = listOnly("timeoff/leaves", {
  always: { include_leave_type: true, include_duration_by_day: true, include_deleted_leaves: true },
  columns: [
    ...["employee_id", "employee_full_name", "leave_type_id", "leave_type_name", "description", "reason"],
    ...["start_on", "finish_on", "start_time", "half_day", "hours_amount_in_cents", "days_taken", "approved"],
    ...["created_at", "updated_at", "deleted_at"],
  ],
  by: { id: "ids[]", employee_id: "employee_ids[]" },
  // The single read takes none of these options.
})

export const leaveTypes = listed("timeoff/leave_types", {
  columns: [
    ...["name", "translated_name", "identifier", "description", "color", "active", "payable", "workable"],
    "approval_required",
  ],
  by: byId,
  isSmall: true,
})

export const leavePolicies = listed("timeoff/policies", {
  columns: ["name", "description"],
  by: byId,
})

export const allowances = listed("timeoff/allowances", {
  columns: ["allowance_type", "name", "timeoff_policy_id"],
  by: byId,
  isSmall: true,
})

/**
 * How each allowance of each person stands today. Ids have the day in them, and none can be asked for. A call that names
 * somebody whom the connection may not see answers nobody, so nothing is asked for several people.
 */
export const balances = listOnly("timeoff/allowance_stats", {
  id: (row) => joined(idOf(row, "employee_id"), idOf(row, "allowance_id")),
  columns: ["employee_id", "available_days", "total", "used_days", "outstanding_units"],
  by: {},
  locate: (id) => ({ "employee_ids[]": [id.split("-")[0] ?? ""] }),
})

const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join("-")

export const holidays = listed("holidays/company_holidays", {
  columns: ["location_id", "summary", "description", "date", "half_day"],
  by: { id: "ids[]", location_id: "location_ids[]" },
})

export const costCenters = listed("finance/cost_centers", {
  columns: ["name", "description"],
  by: byId,
  isSmall: true,
})

export const documents = listed("documents/documents", {
  columns: [
    ...["employee_id", "folder_id", "leave_id", "filename", "content_type", "file_size", "public", "signature_status"],
    ...["created_at", "updated_at", "deleted_at"],
  ],
  by: { id: "ids[]", employee_id: "employee_ids[]" },
})

export const folders = listed("documents/folders", {
  columns: ["name"],
  by: byId,
  isSmall: true,
})
