import {
  day,
  defined,
  flag,
  idOf,
  type Remote,
  type RemoteRequest,
  text,
  type WantedRows,
  write,
} from "@rollcall/connector-kit"
import { contractVersions, legalEntities, people } from "../tables.js"

const act = (action: string, body: Readonly<Record<string, unknown>>): RemoteRequest => ({
  method: "POST",
  path: `employees/employees/${action}`,
  body,
})

/** A termination may write its day into the contract, as an end. */
const versionsOf = (id: string) => (): WantedRows[] => [{ table: contractVersions, column: "employee_id", value: id }]

export const terminateEmployee = write("employees", "terminate", {
  takes: ["termination_date", "termination_reason", "remote_data"],
  view: "people",
  plan({ id, row, body }) {
    const { termination_date: lastDay, termination_reason: reason } = body
    const isSo = (one: Remote) =>
      day(one, "terminated_on") === lastDay && (reason === undefined || text(one, "termination_reason") === reason)
    if (isSo(row) && body.remote_data === undefined) return []
    return [
      {
        name: "terminate",
        request: act("terminate", {
          ...defined({ id, terminated_on: lastDay, termination_reason: reason }),
          ...body.remote_data,
        }),
        row: people,
        echoes: ["id", "terminated_on"],
        settled: { table: people, id, shows: (one) => one !== undefined && isSo(one) },
        touches: versionsOf(id),
      },
    ]
  },
})

export const unterminateEmployee = write("employees", "unterminate", {
  takes: ["remote_data"],
  view: "people",
  plan({ id, row, body }) {
    const isEmployed = (one: Remote) => day(one, "terminated_on") === null
    if (isEmployed(row)) return []
    return [
      {
        name: "unterminate",
        request: act("unterminate", { id, ...body.remote_data }),
        row: people,
        echoes: ["id"],
        settled: { table: people, id, shows: (one) => one !== undefined && isEmployed(one) },
        touches: versionsOf(id),
      },
    ]
  },
})

/** Whoever has access to the app is not invited again. `active` is that access, and nothing else. */
export const inviteEmployee = write("employees", "invite", {
  takes: ["remote_data"],
  references: { entities: legalEntities },
  view: "people",
  plan({ id, row, body }, { entities: [entity = {}] = [] }) {
    const hasAccess = (one: Remote) => flag(one, "active") === true
    if (hasAccess(row)) return []
    const company_id = idOf(row, "company_id") ?? idOf(entity, "company_id")
    return [
      {
        name: "invite",
        request: act("invite", { ...defined({ id, company_id }), ...body.remote_data }),
        row: people,
        echoes: ["id"],
        settled: { table: people, id, shows: (one) => one !== undefined && hasAccess(one) },
      },
    ]
  },
})
