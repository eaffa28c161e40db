import { idOf, number, one, resource, text, toList, view } from "@rollcall/connector-kit"
import { balances } from "../asked-tables.js"
import { personOf } from "../names.js"
import { employees, report } from "../tables.js"
import { unitOf } from "./timeoff-types.js"

/** One for each type of time off that a person has. Under which policy is told elsewhere, for one person at a time. */
export const timeoffBalances = resource("timeoff_balances", {
  estimates: view({
    from: balances,
    relations: {
      employee: one(employees, { employeeId: "employeeId" }, { fields: ["employee"] }),
      report: one(report, { id: "employeeId" }, { fields: ["employee"] }),
    },
    unsupported: ["timeoff_policy", "policy", "total", "planned", "created_at", "updated_at"],
    map(row, { employee, report }) {
      const typeId = idOf(row, "timeOffType")
      return {
        id: idOf(row) ?? "",
        employee: personOf(row, employee, report),
        name: text(row, "name"),
        types: typeId === undefined ? null : [{ id: typeId, name: text(row, "name") }],
        balance: number(row, "balance"),
        used: number(row, "usedYearToDate"),
        ...unitOf(row),
      }
    },
    push: { employee_id: toList("employeeId"), "employee[id]": toList("employeeId") },
  }),
})
