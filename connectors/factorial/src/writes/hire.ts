import {
  type Answered,
  compareTexts,
  defined,
  idOf,
  type Lookups,
  type Remote,
  refuseInput,
  type Step,
  text,
  type WriteContext,
  write,
} from "@rollcall/connector-kit"
import { addDays, isSameText, type WriteBody } from "@rollcall/contract"
import { sortVersions } from "../contract-version.js"
import { contractVersions, customFields, customOptions, legalEntities, memberships, people, teams } from "../tables.js"
import { customSteps } from "./custom-values.js"
import { columnsOf, emailsIn, numericId, type Values } from "./person.js"
import { termsOf } from "./terms.js"

type Body = WriteBody<"employees", "create">
const PEOPLE = "employees/employees"

/** Factorial makes people with their contracts, and takes the rest afterwards. */
export const createEmployee = write("employees", "create", {
  takes: [
    ...(["first_name", "last_name", "preferred_name", "employee_number", "job_title", "emails", "phones"] as const),
    ...(["date_of_birth", "gender", "nationality", "ssn", "home_location", "work_location", "company"] as const),
    ...(["manager", "custom_fields", "start_date", "groups", "employment", "remote_data"] as const),
  ],
  requires: ["emails"],
  references: { entities: legalEntities, fields: customFields, options: customOptions },
  view: "people",
  plan({ body }, lookups, context) {
    const { entities = [], fields = [], options = [] } = lookups
    const [, ...otherTeams] = new Set((body.groups ?? []).map(({ id }) => numericId(id, "groups")))
    return [
      hire(body, entities, context),
      ...complete(body),
      ...setTerms(body, lookups),
      ...customSteps(body.custom_fields, { fields, options }, { id: hired, values: [] }),
      ...otherTeams.map(join),
    ]
  },
  result: hired,
})

/** Who was made by the first step. */
function hired({ hire: person }: Answered): string {
  return (person && idOf(person)) ?? ""
}

function hire(body: Body, entities: readonly Remote[], { today }: WriteContext): Step {
  const { work } = emailsIn(body)
  if (work === undefined) refuseInput("emails", "is required: give the address of work, by which the person signs in")
  const companyId = entities[0] && idOf(entities[0], "company_id")
  const { manager_id, ...person } = columnsOf(body)
  const said = defined({
    company_id: companyId,
    email: work,
    ...person,
    manager_id,
    // Only here is it written so.
    address_line1: body.home_location?.street_1,
    contract_starts_on: body.start_date,
    contract_effective_on: body.start_date,
    ends_on: body.employment?.end_date,
    team_id: body.groups?.[0]?.id,
  })
  // A new person has nothing that could be emptied.
  const values = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
  return {
    name: "hire",
    request: { method: "POST", path: `${PEOPLE}/create_with_contract`, body: { ...values, ...body.remote_data } },
    row: people,
    settled: {
      table: people,
      // A day more, because its zone is not known; it is of days alone.
      query: { updated_at_gteq: addDays(today, -2) },
      isLike: (row) => isHired(row, { work, body }),
    },
    touches: (answered) => [
      { table: contractVersions, column: "employee_id", value: hired(answered) },
      { table: memberships, column: "employee_id", value: hired(answered) },
      ...(body.groups ?? []).map(({ id }) => ({ table: teams, value: id })),
    ],
  }
}

/** By the address of work. Somebody whose row shows none, as where they are not invited yet, is known by the name. */
function isHired(row: Remote, { work, body }: { work: string; body: Body }): boolean {
  const shown = [text(row, "login_email"), text(row, "email")].filter((one) => typeof one === "string")
  if (shown.length > 0) return shown.some((one) => isSameText(one, work))
  return (["first_name", "last_name"] as const).every((name) => (text(row, name) ?? null) === (body[name] ?? null))
}

/** What a hire does not take. */
function complete(body: Body): Step[] {
  const { personal } = emailsIn(body)
  const values = defined({ preferred_name: body.preferred_name ?? undefined, personal_email: personal })
  if (Object.keys(values).length === 0) return []
  return [
    {
      name: "complete_person",
      request: (answered) => ({
        method: "PUT",
        path: `${PEOPLE}/${hired(answered)}`,
        body: { id: hired(answered), ...values },
      }),
      row: people,
      settled: (answered) => ({ table: people, id: hired(answered), shows: (row) => showsAll(row, values) }),
      isRepeatable: true,
    },
  ]
}

const showsAll = (row: Remote | undefined, values: Values): boolean =>
  row !== undefined && Object.entries(values).every(([name, value]) => text(row, name) === value)

/** Title, pay and hours are of the version that the hire has made, which its answer does not name. */
function setTerms(body: Body, lookups: Lookups): Step[] {
  const { employment_type, end_date: _, ...given } = body.employment ?? {}
  if (employment_type !== undefined)
    refuseInput(
      "employment.employment_type",
      "can't be written in Factorial, where it follows from the kind of contract",
    )
  const title = body.job_title ?? undefined
  if (title !== undefined && given.job_title !== undefined && title !== given.job_title)
    refuseInput("employment.job_title", "is another one than job_title: give one of them")
  const terms = { ...given, ...defined({ job_title: title }) }
  const values = termsOf(terms, { currency: currencyOf(body, lookups), base: undefined, path: "employment." })
  if (Object.keys(values).length === 0) return []
  const firstOf = (rows: readonly Remote[] = []) => sortVersions(rows)[0]
  const versionsOf = (answered: Answered) => ({
    table: contractVersions,
    column: "employee_id",
    value: hired(answered),
  })
  return [
    {
      name: "set_terms",
      reads: (answered) => ({ versions: versionsOf(answered) }),
      request(_answered, { versions }) {
        const version = firstOf(versions) ?? versions?.[0]
        const id = version && idOf(version)
        if (id === undefined) refuseInput("employment", "can't be set: this connection may not read the new contract")
        return { method: "PUT", path: `contracts/contract_versions/${id}`, body: { id, ...values } }
      },
      row: contractVersions,
      settled: (answered) => ({
        table: contractVersions,
        query: { "employee_ids[]": [hired(answered)] },
        together: (rows) =>
          Object.entries(values).every(([name, value]) => String(firstOf(rows)?.[name]) === String(value)),
      }),
      isRepeatable: true,
    },
  ]
}

/** The legal entity's. Without one that is named, Factorial chooses: then it is known where all have the same. */
function currencyOf({ company, employment }: Body, { entities = [] }: Lookups): string | undefined {
  const named = company === undefined ? entities : entities.filter((one) => idOf(one) === company.id)
  const found = [...new Set(named.flatMap((one) => text(one, "currency")?.toUpperCase() ?? []))].sort(compareTexts)
  if (found.length > 1 && employment?.pay_rate !== undefined)
    refuseInput("company", `is required with a pay rate: the legal entities here pay in ${found.join(", ")}`)
  return found[0]
}

function join(teamId: string): Step {
  return {
    name: `join_${teamId}`,
    request: (answered) => ({
      method: "POST",
      path: "teams/memberships",
      body: { team_id: teamId, employee_id: hired(answered) },
    }),
    row: memberships,
    echoes: ["team_id", "employee_id"],
    settled: (answered) => ({
      table: memberships,
      query: { "employee_ids[]": [hired(answered)] },
      isLike: (row) => idOf(row, "team_id") === teamId,
    }),
    touches: () => [{ table: teams, value: teamId }],
  }
}
