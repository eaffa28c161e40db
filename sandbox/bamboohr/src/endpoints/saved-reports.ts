import { type Answer, type Call, type Endpoint, peopleOf, readFlag, refuse } from "./call.js"
import { grant, valuesOf } from "./field-values.js"
import { numberedPage } from "./paging.js"

/** Reports that somebody has put together in the web app. Their rows go by the ids of fields. */
export const savedReports: readonly Endpoint[] = [
  { method: "GET", path: "v1/custom-reports", form: "coded", area: "reports", run: listReports },
  { method: "GET", path: "v1/custom-reports/:id", form: "coded", area: "reports", run: readByPages },
  { method: "GET", path: "v1/reports/:id", form: "classic", area: "reports", run: readWhole },
]

const REPORTS = [
  { id: 4, name: "Headcount", fields: [636, 1, 2, 3, 4, 18] },
  { id: 7, name: "Pay & perks", fields: [1, 2, 19, 156, 4704, 4708] },
]

function listReports(call: Call): Answer {
  const listed = REPORTS.map(({ id, name }) => ({ id, name }))
  const { rows, pagination } = numberedPage(listed, call, "BadRequest")
  return { json: { reports: rows, pagination } }
}

function readByPages(call: Call): Answer {
  const { rows, pagination } = numberedPage(rowsOf(call), call, "BadRequest")
  return { json: { data: rows, aggregations: [], pagination } }
}

function readWhole(call: Call): Answer {
  const { name } = reportOf(call)
  const fields = grantedOf(call).map(({ key, field }) => ({ id: key, type: field.type, name: field.name }))
  return { json: { title: name, fields, employees: rowsOf(call) } }
}

function reportOf({ params }: Call): (typeof REPORTS)[number] {
  const report = REPORTS.find(({ id }) => String(id) === params.id)
  if (!report) throw refuse(404, "There is no such report", "NotFound")
  return report
}

/** Ids have a part behind them, as columns of the web app's reports do. */
const grantedOf = (call: Call) => grant(reportOf(call).fields.map(String), call.rights, (id) => `${id}.0`)

function rowsOf(call: Call) {
  const granted = grantedOf(call)
  const people = peopleOf(call, readFlag(call.query, "onlyCurrent") ?? true)
  return people.map((person) => valuesOf(person, granted, { rights: call.rights, form: "report" }))
}
