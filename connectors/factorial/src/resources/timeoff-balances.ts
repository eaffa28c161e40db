import { idOf, many, number, one, type PushedValue, resource, sortById, text, via, view } from "@rollcall/connector-kit"
import { allowances, balances, leavePolicies, leaveTypes, people } from "../tables.js"
import { typeName, unitOf } from "./timeoff-types.js"

/** One for each allowance of a person's policy. */
export const timeoffBalances = resource("timeoff_balances", {
  stats: view({
    from: balances,
    relations: {
      allowance: one(
        allowances,
        { id: "allowance_id" },
        { fields: ["name", "unit", "unit_source", "policy", "timeoff_policy", "types"] },
      ),
      policy: one(
        leavePolicies,
        { id: via("allowance", "timeoff_policy_id") },
        { fields: ["policy", "timeoff_policy"] },
      ),
      types: many(leaveTypes, { id: via("allowance", "leave_type_ids") }, { fields: ["types"] }),
      person: one(people, { id: "employee_id" }, { fields: ["employee"] }),
    },
    unsupported: ["created_at", "updated_at"],
    map(row, { allowance, policy, types, person }) {
      const employeeId = idOf(row, "employee_id")
      const policyId = allowance ? idOf(allowance, "timeoff_policy_id") : undefined
      return {
        id: idOf(row) ?? "",
        employee: employeeId === undefined ? null : { id: employeeId, name: person && text(person, "full_name") },
        timeoff_policy: policy && text(policy, "name"),
        policy: policyId === undefined ? undefined : { id: policyId, name: policy && text(policy, "name") },
        name: allowance && text(allowance, "name"),
        types: types && sortById(types).map((type) => ({ id: idOf(type) ?? "", name: typeName(type) })),
        balance: number(row, "available_days"),
        total: number(row, "total"),
        used: number(row, "used_days"),
        planned: number(row, "outstanding_units"),
        ...unitOf(allowance ? [allowance] : undefined),
      }
    },
    push: { employee_id: pushPerson, "employee[id]": pushPerson },
  }),
})

function pushPerson({ operator, values }: PushedValue) {
  return operator === "eq" ? { "employee_ids[]": values } : undefined
}
