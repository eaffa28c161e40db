import { fromDay, many, one, resource, toList, via, view } from "@rollcall/connector-kit"
import { toEmployment } from "../contract-version.js"
import { contractVersions, jobNodes, legalEntities, people } from "../tables.js"
import { createEmployment } from "../writes/employments.js"

export const employments = resource(
  "employments",
  {
    versions: view({
      from: contractVersions,
      relations: {
        // Where a version ends depends on the next one of the person.
        siblings: many(contractVersions, { employee_id: "employee_id" }, { fields: ["end_date"] }),
        person: one(people, { id: "employee_id" }, { fields: ["employee", "pay_currency", "pay_rate"] }),
        entity: one(legalEntities, { id: via("person", "legal_entity_id") }, { fields: ["pay_currency", "pay_rate"] }),
        nodes: many(jobNodes, { uuid: "job_catalog_tree_node_uuid" }, { fields: ["job_title"] }),
      },
      map: toEmployment,
      push: {
        id: toList("ids[]"),
        employee_id: toList("employee_ids[]"),
        "employee[id]": toList("employee_ids[]"),
        updated_at: fromDay("updated_at_gteq"),
      },
    }),
  },
  { writes: { create: createEmployment } },
)
