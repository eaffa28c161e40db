import { day, defineSource, idOf, instant, type Remote, type Resource, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"
import { addressOf, countryOf } from "../address.js"
import { emailsOf, genderOf, phonesOf } from "../contact.js"
import {
  leftVersion,
  nodeKeys,
  shownVersion,
  sortVersions,
  stintOf,
  titleOf,
  toEmployment,
  withoutDay,
} from "../contract-version.js"
import { customFieldsOf } from "../custom-fields.js"
import { endDay } from "../dates.js"
import { employmentStatusOf } from "../employment-status.js"
import { fromDay, toList, toText } from "../push.js"
import { directTeams, MEMBERSHIPS, TEAMS, teamsInDoubt } from "../teams.js"
import { employmentTypeOf, weeklyHoursOf } from "../working-time.js"
import { ENTITIES, NODES, SIBLINGS } from "./employments.js"
import { FIELDS } from "./fields.js"
import { LOCATIONS } from "./locations.js"

const own = (row: Remote): string[] => [idOf(row) ?? []].flat()
const refers = (key: string) => (row: Remote) => [idOf(row, key) ?? []].flat()

/** Unified fields that come from contract versions. */
const FROM_VERSIONS = [
  "job_title",
  "employments",
  "start_date",
  "termination_date",
  "employment_status",
  "employment_status_source",
  "employment_type",
  "employment_type_source",
  "weekly_hours",
]

/** Unified fields that a column of the row says alone, or as a reference. */
const OWN = [
  "employee_number",
  "preferred_name",
  "username",
  "emails",
  "phones",
  "home_location",
  "work_location",
  "manager",
  "gender",
  "gender_source",
  "date_of_birth",
  "nationality",
  "termination_reason",
  "ssn",
  "updated_at",
]

export const employees: Resource<"employees"> = {
  sources: [
    defineSource<"employees">()({
      path: "employees/employees",
      fields: [
        "id",
        "first_name",
        "last_name",
        "full_name",
        "login_email",
        "terminated_on",
        "manager_id",
        "legal_entity_id",
        "location_id",
      ],
      joins: {
        versions: { ...SIBLINGS, keys: own, feeds: FROM_VERSIONS },
        memberships: {
          path: MEMBERSHIPS,
          by: "employee_ids[]",
          on: "employee_id",
          keys: own,
          feeds: ["groups"],
        },
        values: {
          path: "custom_fields/values",
          by: "employee_ids[]",
          on: "valuable_id",
          keys: own,
          feeds: ["custom_fields"],
        },
        manager: {
          path: "employees/employees",
          by: "ids[]",
          on: "id",
          keys: refers("manager_id"),
          feeds: ["manager"],
          fromSameList: true,
        },
        locations: { path: LOCATIONS, on: "id", keys: refers("location_id"), feeds: ["work_location"] },
        entities: { ...ENTITIES, keys: refers("legal_entity_id"), feeds: ["company", "employments"] },
        // Whole, because a person's teams are judged by the teams above them.
        teams: { path: TEAMS, feeds: ["groups"] },
        attributions: {
          path: MEMBERSHIPS,
          by: "team_ids[]",
          asksOneByOne: (_row, { memberships, teams }) => teamsInDoubt(memberships ?? [], teams ?? []),
          on: "employee_id",
          keys: own,
          feeds: ["groups"],
          after: ["memberships", "teams"],
        },
        fields: { path: FIELDS, feeds: ["custom_fields"] },
        nodes: {
          ...NODES,
          keys: (_row, { versions }) => nodeKeys(versions ?? []),
          feeds: ["job_title", "employments"],
          after: ["versions"],
        },
      },
      single: "read",
      idsParam: "ids[]",
      parts: {
        // Not the name and the company, which versions show too, nor anything of a termination.
        own: { fields: OWN },
        contracts: { fields: FROM_VERSIONS, first: ["versions", "entities", "nodes"] },
      },
      // Always read whole by a sync: memberships have no change filter.
      followsToday: true,
      map: (row, joined, { today }) => toEmployee(row, joined, today),
      // Not pushed: emails (which address Factorial compares is unknown), names (how it matches is unknown), manager.
      push: {
        id: toList("ids[]"),
        employee_number: toText("company_identifier"),
        "company[id]": toList("legal_entity_ids[]"),
        "work_location[id]": toList("location_ids[]"),
        "groups[id]": toList("team_ids[]"),
        updated_at: fromDay("updated_at_gteq"),
      },
    }),
  ],
}

type JoinName =
  | "versions"
  | "memberships"
  | "values"
  | "manager"
  | "locations"
  | "entities"
  | "teams"
  | "attributions"
  | "fields"
  | "nodes"
type Joined = { readonly [name in JoinName]?: readonly Remote[] | undefined }

function toEmployee(row: Remote, joined: Joined, today: string): Employee {
  const { memberships, attributions, values, locations, entities, teams, fields } = joined
  const sorted = joined.versions && sortVersions(joined.versions)
  return {
    id: idOf(row) ?? "",
    employee_number: text(row, "company_identifier"),
    company: referenceOf(row, { key: "legal_entity_id", rows: entities, name: "legal_name" }),
    first_name: text(row, "first_name"),
    last_name: text(row, "last_name"),
    name: text(row, "full_name"),
    preferred_name: text(row, "preferred_name"),
    username: text(row, "login_email"),
    groups: memberships && teams && directTeams({ memberships, teams, attributions }),
    emails: emailsOf(row),
    phones: phonesOf(row),
    home_location: homeOf(row),
    work_location: workplaceOf(row, locations),
    manager: referenceOf(row, { key: "manager_id", rows: joined.manager, name: "full_name" }),
    ...genderOf(row),
    date_of_birth: day(row, "birthday_on"),
    nationality: countryOf(row, "nationality"),
    termination_reason: text(row, "termination_reason"),
    ssn: text(row, "social_security_number"),
    custom_fields: fields && values && customFieldsOf(row, fields, values),
    ...fromVersions(row, { ...joined, sorted }, today),
    created_at: instant(row, "created_at"),
    updated_at: instant(row, "updated_at"),
  }
}

type WithVersions = Joined & { sorted: readonly Remote[] | undefined }

function fromVersions(
  row: Remote,
  { versions, sorted, entities, nodes }: WithVersions,
  today: string,
): Partial<Employee> {
  const terminatedOn = endDay(row, "terminated_on")
  const status = employmentStatusOf(row, sorted, today)
  if (sorted === undefined)
    return {
      ...status,
      start_date: day(row, "seniority_calculation_date") ?? undefined,
      termination_date: terminatedOn ?? undefined,
    }
  // Of somebody who has left, the job they left; everything shown is of one and the same stint.
  const isGone = status.employment_status === "inactive"
  const undated = withoutDay(versions ?? [])
  const shown =
    (isGone && terminatedOn ? leftVersion(sorted, terminatedOn) : shownVersion(sorted, today)) ?? undated.at(-1)
  const stint = shown && stintOf(shown, sorted)
  const start = stint?.start ?? day(row, "seniority_calculation_date")
  // A hire that was called off before its first day.
  const neverStarted = terminatedOn && start && terminatedOn < start
  const employments = [...undated, ...sorted]
    .toReversed()
    .map((version) => toEmployment(version, { siblings: sorted, employee: row, entities, nodes }))
  return {
    ...status,
    job_title: shown ? titleOf(shown, nodes) : null,
    start_date: neverStarted ? null : start,
    termination_date: terminatedOn ?? stint?.end ?? null,
    ...(shown ? employmentTypeOf(shown) : { employment_type: null, employment_type_source: null }),
    weekly_hours: shown ? weeklyHoursOf(shown) : null,
    employments,
  }
}

type Referred = { key: string; rows: readonly Remote[] | undefined; name: string }

/** The id is known without the join; the name is not. Nobody is their own manager. */
function referenceOf(row: Remote, { key, rows, name }: Referred) {
  const id = idOf(row, key)
  if (key === "manager_id" && id !== undefined && id === idOf(row)) return null
  if (id === undefined) return row[key] === undefined ? undefined : null
  const found = rows?.find((one) => idOf(one) === id)
  return { id, name: found ? text(found, name) : undefined }
}

function homeOf(row: Remote): Employee["home_location"] {
  const address = addressOf(row)
  return Object.values(address).some((part) => typeof part === "string") ? address : null
}

function workplaceOf(row: Remote, locations: readonly Remote[] | undefined): Employee["work_location"] {
  const id = idOf(row, "location_id")
  if (id === undefined) return null
  const found = locations?.find((one) => idOf(one) === id)
  return found ? { id, name: text(found, "name"), ...addressOf(found) } : { id }
}
