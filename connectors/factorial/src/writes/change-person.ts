import { defined, refuseInput, type Step, write } from "@rollcall/connector-kit"
import { customFields, customOptions, customValues, people } from "../tables.js"
import { customSteps } from "./custom-values.js"
import { changedEmails, columnsOf, showsSent } from "./person.js"

/** Facts of the person in one call, and one for each of the company's own fields. */
export const updateEmployee = write("employees", "update", {
  takes: [
    ...(["first_name", "last_name", "preferred_name", "employee_number", "emails", "phones", "date_of_birth"] as const),
    ...(["gender", "nationality", "ssn", "home_location", "work_location", "company", "manager"] as const),
    "custom_fields",
    "remote_data",
  ],
  references: { fields: customFields, options: customOptions },
  reads: ({ id, body }) =>
    body.custom_fields === undefined ? {} : { values: { table: customValues, column: "valuable_id", value: id } },
  view: "people",
  plan({ id, row, body }, { fields = [], options = [], values }) {
    if (body.manager?.id === id) refuseInput("manager", "is the person: nobody manages themselves")
    const facts = defined({
      ...columnsOf(body),
      preferred_name: body.preferred_name,
      address_line_1: body.home_location?.street_1,
      ...changedEmails(body, row),
      ...body.remote_data,
    })
    return [
      ...(Object.keys(facts).length === 0 ? [] : [change(id, facts)]),
      ...customSteps(body.custom_fields, { fields, options }, { id: () => id, values }),
    ]
  },
})

function change(id: string, facts: Readonly<Record<string, unknown>>): Step {
  return {
    name: "change_person",
    request: { method: "PUT", path: `employees/employees/${id}`, body: { id, ...facts } },
    row: people,
    echoes: ["id"],
    settled: {
      table: people,
      id,
      shows: (row) => row !== undefined && Object.entries(facts).every(([name, value]) => showsSent(row, name, value)),
    },
    isRepeatable: true,
  }
}
