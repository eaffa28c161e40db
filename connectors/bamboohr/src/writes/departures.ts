import { defined, idOf, type Lookups, type Remote, refuseInput, text, write } from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import * as tables from "../tables.js"
import { byDate, isTermination } from "../timeline.js"
import { ofColumn, optionName, optionWhere } from "./options.js"
import { ofPerson } from "./people.js"
import type { Values } from "./person.js"

type Body = WriteBody<"employees", "terminate">
const STATUSES = "tables/employmentStatus"

const reads = ({ id }: { id: string }) => ({
  statuses: { table: tables.statuses, column: "employeeId", value: id },
})

/** The row by which somebody has left, or is to leave: the last one of all, if it says so. */
function leavingRow({ statuses }: Lookups): Remote | undefined {
  if (statuses === undefined)
    return refuseInput("", "can't be done: this connection may not read the employment status, which says who has left")
  const last = byDate(statuses, "date").at(-1)?.row
  return last && isTermination(last) ? last : undefined
}

/** A row of status, dated on the last day of work. One that is there is changed: of two of them only the later one counts. */
export const terminateEmployee = write("employees", "terminate", {
  takes: ["termination_date", "type", "termination_reason", "remote_data"],
  references: { options: tables.options, columns: tables.columns },
  reads,
  view: "people",
  plan({ id, body }, lookups) {
    const [values, before] = [statusOf(body, lookups), leavingRow(lookups)]
    const isSo = (row: Remote) => Object.entries(values).every(([column, value]) => text(row, column) === value)
    if (before && isSo(before)) return []
    const rowId = before && idOf(before)
    return [
      {
        name: "terminate",
        request: {
          method: "POST",
          path: `v1/employees/${id}/${STATUSES}${rowId === undefined ? "" : `/${rowId}`}`,
          body: values,
        },
        settled: { table: tables.statuses, query: { employeeId: id }, together: (rows) => rows.some(isSo) },
        touches: () => ofPerson(id),
      },
    ]
  },
})

function statusOf({ termination_date, type, termination_reason: reason, remote_data }: Body, lookups: Lookups): Values {
  const { options = [], columns = [] } = lookups
  const own = (column: string) => ofColumn(options, columns, column)
  return defined({
    date: termination_date,
    employmentStatus: "Terminated",
    terminationReasonId: reason && optionName(own("terminationReasonId"), reason, "termination_reason"),
    terminationTypeId: type && optionWhere(own("terminationTypeId"), (name) => WORDS[type].test(name), "type"),
    ...remote_data,
  })
}

/** The list of types is the company's own. */
const WORDS: Readonly<Record<NonNullable<Body["type"]>, RegExp>> = {
  voluntary: /\bvoluntary|resign/i,
  dismissed: /involuntary|dismiss|for cause/i,
  redundancy: /redundan|lay-?off|reduction/i,
  end_of_contract: /end of contract|contract end/i,
  retirement: /retire/i,
  mutual: /mutual/i,
}

/** The row by which somebody has left is taken away. Whoever came back since is not touched. */
export const unterminateEmployee = write("employees", "unterminate", {
  takes: [],
  reads,
  view: "people",
  plan({ id }, lookups) {
    const row = leavingRow(lookups)
    const rowId = row && idOf(row)
    if (rowId === undefined) return []
    return [
      {
        name: "unterminate",
        request: { method: "DELETE", path: `v1/employees/${id}/${STATUSES}/${rowId}` },
        settled: {
          table: tables.statuses,
          query: { employeeId: id },
          together: (rows) => rows.every((one) => idOf(one) !== rowId),
        },
        touches: () => ofPerson(id),
      },
    ]
  },
})
