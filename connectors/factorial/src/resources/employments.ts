import { type ChangeFilter, defineSource, idOf, type Remote, type Resource } from "@rollcall/connector-kit"
import { nodeKeys, toEmployment } from "../contract-version.js"
import { dayBefore, fromDay, toList } from "../push.js"

export const VERSIONS = "contracts/contract_versions"
export const ENTITIES = { path: "companies/legal_entities", on: "id" } as const
/** Versions point at level nodes; the list needs one node type. */
export const NODES = {
  path: "job_catalog/tree_nodes",
  query: { node_type: "jobcatalog_treelevel" },
  on: "uuid",
} as const

/** The person's versions: where one ends depends on the next. */
export const SIBLINGS = { path: VERSIONS, by: "employee_ids[]", on: "employee_id" } as const
export const EMPLOYEE = { path: "employees/employees", by: "ids[]", on: "id" } as const

export const employeeKey = (row: Remote): string[] => [idOf(row, "employee_id") ?? []].flat()
export const entityKeys = (employees: readonly Remote[] | undefined): string[] =>
  (employees ?? []).flatMap((one) => idOf(one, "legal_entity_id") ?? [])

/**
 * All versions of the people of whom a version or the employee row has changed: where a version ends depends on the
 * next one. Legal entities and job catalogue nodes have no change filter; theirs are found by the daily whole scan.
 */
export const VERSION_CHANGES: ChangeFilter = {
  lists: [
    { path: VERSIONS, query: (since) => ({ updated_at_gteq: dayBefore(since) }), key: "employee_id" },
    { path: "employees/employees", query: (since) => ({ updated_at_gteq: dayBefore(since) }), key: "id" },
  ],
  by: "employee_ids[]",
}

export const employments: Resource<"employments"> = {
  sources: [
    defineSource<"employments">()({
      path: VERSIONS,
      fields: ["id", "employee_id", "effective_on", "starts_on", "ends_on", "salary_amount", "salary_frequency"],
      joins: {
        siblings: { ...SIBLINGS, keys: employeeKey, feeds: ["end_date"] },
        employee: { ...EMPLOYEE, keys: employeeKey, feeds: ["employee", "pay_currency", "pay_rate"] },
        entities: {
          ...ENTITIES,
          keys: (_row, { employee }) => entityKeys(employee),
          feeds: ["pay_currency", "pay_rate"],
          after: ["employee"],
        },
        nodes: { ...NODES, keys: (row) => nodeKeys([row]), feeds: ["job_title"] },
      },
      single: "read",
      idsParam: "ids[]",
      changes: VERSION_CHANGES,
      map: (row, { siblings, employee, entities, nodes }) =>
        toEmployment(row, { siblings, employee: employee?.[0], entities, nodes }),
      push: {
        id: toList("ids[]"),
        employee_id: toList("employee_ids[]"),
        "employee[id]": toList("employee_ids[]"),
        updated_at: fromDay("updated_at_gteq"),
      },
    }),
  ],
}
