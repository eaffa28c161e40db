import {
  type Answered,
  defined,
  idOf,
  isRemote,
  type Lookups,
  type Remote,
  refuseInput,
  text,
  type WantedRows,
  type WriteAnswer,
  write,
} from "@rollcall/connector-kit"
import { isSameText, type WriteBody } from "@rollcall/contract"
import { employmentTypeOf } from "../employment-type.js"
import { groupTypeOf } from "../groups.js"
import * as tables from "../tables.js"
import { isTermination } from "../timeline.js"
import { settledByPerson } from "./changed-person.js"
import { countries } from "./countries.js"
import { listed, optionName, optionWhere } from "./options.js"
import { payIn } from "./pay.js"
import { fieldsOf, type Values } from "./person.js"

type Body = WriteBody<"employees", "create">

const FACTS = [
  ...(["first_name", "middle_name", "last_name", "preferred_name", "employee_number", "job_title", "emails"] as const),
  ...(["phones", "date_of_birth", "gender", "nationality", "ssn", "home_location", "work_location"] as const),
  ...(["manager", "custom_fields", "remote_data"] as const),
] as const

const references = {
  options: tables.options,
  countries,
  fields: tables.fields,
  columns: tables.columns,
}
const managerIn = ({ body: { manager } }: { body: Pick<Body, "manager"> }): Record<string, WantedRows> =>
  manager ? { manager: { table: tables.employees, value: manager.id } } : {}

/** Everything that is kept of one person. */
export const ofPerson = (id: string): WantedRows[] => [
  { table: tables.employees, value: id },
  { table: tables.report, value: id },
  ...[tables.jobs, tables.pays, tables.statuses].map((table) => ({ table, column: "employeeId", value: id })),
]

/** The person as a row of the list, as far as a write answers it. Without a body its address tells the id. */
function personIn({ body, headers }: WriteAnswer): Remote | undefined {
  const [location = ""] = [headers.location].flat()
  const [, addressed] = /\/employees\/(\d+)$/.exec(location) ?? []
  const row = isRemote(body) ? body : {}
  const employeeId = idOf(row) ?? addressed
  return employeeId === undefined ? undefined : { ...row, employeeId }
}

/** The person, the first job, pay and status are one call: what is of tables holds from the first day on. */
export const createEmployee = write("employees", "create", {
  takes: [...FACTS, "start_date", "groups", "employment"],
  references,
  reads: managerIn,
  view: "people",
  plan({ body }, lookups) {
    const said = defined({
      ...fieldsOf(body, lookups),
      hireDate: body.start_date,
      ...groupsOf(body, lookups.options ?? []),
      ...termsOf(body, lookups),
    })
    // A new person has nothing that could be emptied.
    const values = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
    return [
      {
        name: "create_employee",
        request: { method: "POST", path: "v1/employees", body: { ...values, ...body.remote_data } },
        row: tables.employees,
        answered: personIn,
        echoes: ["firstName", "lastName"],
        settled: {
          table: tables.employees,
          query: { "filter[lastName]": body.last_name },
          isLike: (row) =>
            isNamed(row, "firstName", body.first_name) &&
            isNamed(row, "lastName", body.last_name) &&
            ["workEmail", "homeEmail", "hireDate"].every((column) => mayBe(row, column, values[column])),
        },
        touches: (answered) => ofPerson(createdId(answered)),
      },
    ]
  },
})

const createdId = ({ create_employee: row }: Answered): string => (row && idOf(row, "employeeId")) ?? ""
/** What is not said, or may not be read, is no difference. */
const mayBe = (row: Remote, column: string, value: unknown) =>
  value === undefined || !text(row, column) || isSameText(text(row, column) ?? "", String(value))
const isNamed = (row: Remote, column: string, name: string) => isSameText(text(row, column) ?? "", name)

function groupsOf({ groups = [] }: Body, options: readonly Remote[]): Values {
  const named = groups.map(({ id }) => {
    const option = options.find((one) => idOf(one) === id && groupTypeOf(text(one, "list")) !== undefined)
    return { list: option && text(option, "list"), name: option && text(option, "name") }
  })
  if (named.some(({ list }) => !list)) refuseInput("groups", "has an id of no group here: give ids of rows of groups")
  const of = (list: string) => named.flatMap((one) => (one.list === list ? (one.name ?? []) : []))
  const [[department, otherDepartment], [division, otherDivision], teams] = [
    of("department"),
    of("division"),
    of("teams"),
  ]
  if (otherDepartment !== undefined || otherDivision !== undefined)
    refuseInput("groups", "a person is in one department and one division in BambooHR")
  return { department, division, teams: teams.length > 0 ? teams : undefined }
}

function termsOf(body: Body, { options = [] }: Lookups): Values {
  const { job_title: title, employment_type: type, weekly_hours, end_date, ...terms } = body.employment ?? {}
  if (end_date !== undefined) refuseInput("employment.end_date", "can't be written in BambooHR: terminate the person")
  if (title !== undefined && body.job_title && title !== body.job_title)
    refuseInput("employment.job_title", "is another one than job_title: give one of them")
  const pay = payIn(terms, { base: undefined, path: "employment." })
  return {
    ...(title === undefined
      ? {}
      : { jobTitle: optionName(listed(options, "jobTitle"), title, "employment.job_title") }),
    employmentHistoryStatus: type && statusFor(type, options, "employment.employment_type"),
    standardHoursPerWeek: weekly_hours,
    payRate: pay?.rate,
    payPer: pay?.paidPer,
    payType: pay?.type,
  }
}

/** The company's own word for a type of employment. */
export function statusFor(
  type: NonNullable<Body["employment"]>["employment_type"],
  options: readonly Remote[],
  path: string,
) {
  const own = listed(options, "employmentHistoryStatus").filter(
    (one) => !isTermination({ employmentStatus: text(one, "name") }),
  )
  return optionWhere(own, (name) => employmentTypeOf(name).employment_type === type, path)
}

/** In one call. Whatever of it is kept in tables of history holds from today on. */
export const updateEmployee = write("employees", "update", {
  takes: FACTS,
  references,
  reads: managerIn,
  view: "people",
  plan({ id, row, body }, lookups) {
    if (body.manager?.id === id) refuseInput("manager", "is the person: nobody manages themselves")
    const values = { ...fieldsOf(body, lookups), ...body.remote_data }
    return [
      {
        name: "change_employee",
        // It answers nothing.
        request: { method: "POST", path: `v1/employees/${id}`, body: values },
        settled: settledByPerson(id, row, values),
        isRepeatable: true,
        touches: () => ofPerson(id),
      },
    ]
  },
})
