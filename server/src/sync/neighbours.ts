import type { ResourceName } from "@rollcall/contract"
import type { Hinted } from "../gateway/index.js"
import type { RecordChange, RecordPlace, RecordRow, Records } from "../records/index.js"

export type Neighbours = Pick<Hinted, "by" | "ids" | "part"> & { resource: ResourceName }

/** Members of one group that are read again. */
const MOST_MEMBERS = 5_000

/**
 * Records that change with these, as far as the copy knows: an HR system may tell of the one only. Who was in a group
 * that is gone has left it; where a contract's version ends depends on the next one, and with it what the person is paid
 * and is. Called before the changes are taken in or after: a member's row still names the group.
 */
export async function neighboursOf(
  records: Pick<Records, "list">,
  place: RecordPlace,
  changes: readonly RecordChange[],
): Promise<Neighbours[]> {
  if (place.resource === "groups") {
    const gone = changes.filter(({ after }) => after === null).map(({ id }) => id)
    if (gone.length === 0) return []
    const members = { limit: MOST_MEMBERS, keys: { "groups[id]": gone } }
    const found = await records.list({ ...place, resource: "employees" }, members)
    return found.length === 0 ? [] : [{ resource: "employees", by: "id", ids: found.map(({ id }) => id) }]
  }
  if (place.resource !== "employments") return []
  const people = changes.flatMap(({ before, after }) => [...personOf(before), ...personOf(after)])
  const ids = [...new Set(people)]
  if (ids.length === 0) return []
  return [
    { resource: "employees", by: "id", ids, part: "contracts" },
    { resource: "employments", by: "employee_id", ids },
    { resource: "employee_compensations", by: "employee_id", ids },
  ]
}

function personOf(row: RecordRow | null): string[] {
  const person = row?.employee
  return typeof person === "object" && person !== null && "id" in person && typeof person.id === "string"
    ? [person.id]
    : []
}
