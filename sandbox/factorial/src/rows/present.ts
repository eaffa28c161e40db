import type { Credential, Row, World } from "../world.js"
import { calendarDays, durationByDay, HOURS_A_DAY, usedDays } from "./leave-days.js"

export type Query = Record<string, string | string[]>
type Seen = { world: World; credential: Credential; query: Query }

/** A row as this reader may see it: what was asked for, and what the permission group shows. Undefined: not at all. */
export function presentRow(table: string, row: Row, seen: Seen): Row | undefined {
  const shown = hide(table, row, seen)
  if (!shown) return undefined
  if (table === "timeoff/leaves") return presentLeave(shown, seen)
  if (table === "teams/memberships") return presentMembership(shown, seen)
  // Seen live: a secret is not shown again.
  if (table === "api_public/webhook_subscriptions") return { ...shown, challenge: null }
  return shown
}

const isTrue = (value: string | string[] | undefined) => value === "true" || value === "1"

const kept = new WeakMap<Row, Map<string, Row>>()

/** The same row shown the same way is the same object, so that it is written once. Rows never change in place. */
function keep(row: Row, way: string, show: () => Partial<Row>): Row {
  const ways = kept.get(row) ?? new Map<string, Row>()
  kept.set(row, ways)
  const there = ways.get(way)
  if (there) return there
  const made: Row = { ...row, ...show(), id: row.id }
  ways.set(way, made)
  return made
}

/** Names and durations only when they are asked for. */
function presentLeave(row: Row, { query, world }: Seen): Row {
  const type = isTrue(query.include_leave_type)
    ? world.store.find("timeoff/leave_types", String(row.leave_type_id))
    : undefined
  const name = type?.translated_name ?? type?.name ?? null
  const [whole, byDay] = [isTrue(query.include_duration), isTrue(query.include_duration_by_day)]
  return keep(row, JSON.stringify([name, whole, byDay]), () => ({
    leave_type_name: name,
    duration_attributes: whole ? { days: usedDays(row), hours: usedDays(row) * HOURS_A_DAY } : null,
    duration_by_day_attributes: byDay ? durationByDay(row) : null,
    days_taken: byDay ? usedDays(row) : calendarDays(row),
  }))
}

/** Above it the vendor does not compute where the rows of a team come from. */
const MAX_ATTRIBUTED = 1_000

/** Where a row comes from is only told for one team that is not too large, or for one employee with attribution. */
function presentMembership(row: Row, { query, world }: Seen): Row {
  const teams = listOf(query["team_ids[]"])
  const employees = listOf(query["employee_ids[]"])
  const isAttributed = employees.length === 1 && teams.length === 0 && isTrue(query.with_source_attribution)
  if (isAttributed) return row
  const members = teams.length === 1 ? world.store.find("teams/teams", teams[0] ?? "")?.employee_ids : undefined
  if (teams.length === 1 && !(Array.isArray(members) && members.length > MAX_ATTRIBUTED))
    return keep(row, "team", () => ({ direct: null }))
  return keep(row, "bulk", () => ({ source_team_ids: [], parent_team_ids: [], direct: null }))
}

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** What colleagues see of one another in the sandbox's one permission group. */
const PUBLIC_COLUMNS = new Set(
  "id access_id first_name last_name full_name preferred_name email login_email company_id legal_entity_id location_id default_work_area_id created_at updated_at manager_id timeoff_manager_id active attendable pronouns is_terminating".split(
    " ",
  ),
)
/** Tables that a person sees only for themselves and those they manage. */
const PRIVATE =
  /^(contracts|compensations|timeoff\/(leaves|allowance)|custom_fields\/values|payroll|banking|documents|attendance)/

/** A user token sees less: hidden columns are null, hidden rows are missing, and nothing says so. */
function hide(table: string, row: Row, { world, credential }: Seen): Row | undefined {
  if (credential.kind !== "user_token") return row
  const owner =
    table === "employees/employees"
      ? row.id
      : (row.employee_id ?? (row.valuable_type === "Employee" ? row.valuable_id : null))
  if (typeof owner !== "string" || isOwn(world, credential, owner)) return row
  if (table === "employees/employees") {
    return {
      ...Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, PUBLIC_COLUMNS.has(name) ? value : null]),
      ),
      id: row.id,
    }
  }
  return PRIVATE.test(table) ? undefined : row
}

const isOwn = ({ store }: World, { employeeId }: Credential, owner: string): boolean =>
  owner === employeeId || store.find("employees/employees", owner)?.manager_id === employeeId
