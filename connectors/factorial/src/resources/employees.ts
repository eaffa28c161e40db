import {
  all,
  day,
  fromDay,
  idOf,
  instant,
  many,
  one,
  type Remote,
  resource,
  text,
  toList,
  toText,
  via,
  view,
} from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"
import { addressOf, countryOf } from "../address.js"
import { emailsOf, genderOf, phonesOf } from "../contact.js"
import {
  type Found,
  leftVersion,
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
import * as tables from "../tables.js"
import { directTeams } from "../teams.js"
import { employmentTypeOf, weeklyHoursOf } from "../working-time.js"
import { updateEmployee } from "../writes/change-person.js"
import { inviteEmployee, terminateEmployee, unterminateEmployee } from "../writes/departures.js"
import { createEmployee } from "../writes/hire.js"

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

const { people } = tables

export const employees = resource(
  "employees",
  {
    people: view({
      from: people,
      relations: {
        versions: many(tables.contractVersions, { employee_id: "id" }, { fields: FROM_VERSIONS }),
        memberships: many(tables.memberships, { employee_id: "id" }, { fields: ["groups"] }),
        values: many(tables.customValues, { valuable_id: "id" }, { fields: ["custom_fields"] }),
        manager: one(people, { id: "manager_id" }, { fields: ["manager"] }),
        place: one(tables.places, { id: "location_id" }, { fields: ["work_location"] }),
        entity: one(tables.legalEntities, { id: "legal_entity_id" }, { fields: ["company", "employments"] }),
        // All, because a person's teams are judged by the teams above them.
        teams: all(tables.teams, { fields: ["groups"] }),
        attributions: many(
          tables.attributions,
          { employee_id: "id" },
          { fields: ["groups"], values: via("memberships", "team_id") },
        ),
        fields: all(tables.customFields, { fields: ["custom_fields"] }),
        nodes: many(
          tables.jobNodes,
          { uuid: via("versions", "job_catalog_tree_node_uuid") },
          { fields: ["job_title", "employments"] },
        ),
      },
      followsToday: true,
      map: (row, related, { today }) => toEmployee(row, related, today),
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
  },
  {
    writes: {
      create: createEmployee,
      update: updateEmployee,
      terminate: terminateEmployee,
      unterminate: unterminateEmployee,
      invite: inviteEmployee,
    },
  },
)

type Rows = readonly Remote[] | undefined
type Facts = {
  versions?: Rows
  memberships?: Rows
  values?: Rows
  teams?: Rows
  attributions?: Rows
  fields?: Rows
} & {
  nodes?: Rows
  manager?: Found
  place?: Found
  entity?: Found
}

function toEmployee(row: Remote, related: Facts, today: string): Employee {
  const { versions, memberships, attributions, values, place, entity, teams, fields } = related
  const sorted = versions && sortVersions(versions)
  return {
    id: idOf(row) ?? "",
    employee_number: text(row, "company_identifier"),
    company: referenceOf(row, { key: "legal_entity_id", found: entity, name: "legal_name" }),
    first_name: text(row, "first_name"),
    last_name: text(row, "last_name"),
    name: text(row, "full_name"),
    preferred_name: text(row, "preferred_name"),
    username: text(row, "login_email"),
    groups: memberships && teams && directTeams({ memberships, teams, attributions }),
    emails: emailsOf(row),
    phones: phonesOf(row),
    home_location: homeOf(row),
    work_location: workplaceOf(row, place),
    manager: referenceOf(row, { key: "manager_id", found: related.manager, name: "full_name" }),
    ...genderOf(row),
    date_of_birth: day(row, "birthday_on"),
    nationality: countryOf(row, "nationality"),
    termination_reason: text(row, "termination_reason"),
    ssn: text(row, "social_security_number"),
    custom_fields: fields && values && customFieldsOf(row, fields, values),
    ...fromVersions(row, { ...related, sorted }, today),
    created_at: instant(row, "created_at"),
    updated_at: instant(row, "updated_at"),
  }
}

function fromVersions(
  row: Remote,
  { versions, sorted, entity, nodes }: Facts & { sorted: Rows },
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
    .map((version) => toEmployment(version, { siblings: sorted, person: row, entity, nodes }))
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

type Referred = { key: string; found: Found; name: string }

/** The id is known without the relation; the name is not. Nobody is their own manager. */
function referenceOf(row: Remote, { key, found, name }: Referred) {
  const id = idOf(row, key)
  if (key === "manager_id" && id !== undefined && id === idOf(row)) return null
  if (id === undefined) return row[key] === undefined ? undefined : null
  return { id, name: found ? text(found, name) : undefined }
}

function homeOf(row: Remote): Employee["home_location"] {
  const address = addressOf(row)
  return Object.values(address).some((part) => typeof part === "string") ? address : null
}

function workplaceOf(row: Remote, found: Found): Employee["work_location"] {
  const id = idOf(row, "location_id")
  if (id === undefined) return null
  return found ? { id, name: text(found, "name"), ...addressOf(found) } : { id }
}
