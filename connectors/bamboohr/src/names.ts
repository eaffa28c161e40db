import { idOf, type Remote, text } from "@rollcall/connector-kit"

/** Undefined: not read. Null: there is none. */
export type Found = Remote | null | undefined

/** As BambooHR shows it, which takes the preferred name; without the report, as it would. */
export function nameOf(employee: Remote, report: Found): string | null | undefined {
  const shown = report ? text(report, "displayName") : undefined
  return shown ?? shownNameOf(employee)
}

/** As BambooHR shows it, made of the row alone. */
export const shownNameOf = (employee: Remote): string | null | undefined =>
  joined(text(employee, "preferredName") ?? text(employee, "firstName"), text(employee, "lastName"))

/** Of a row of `meta/users`. */
export const userNameOf = (user: Remote): string | null | undefined =>
  joined(text(user, "firstName"), text(user, "lastName"))

function joined(first: string | null | undefined, last: string | null | undefined) {
  const parts = [first ?? [], last ?? []].flat()
  return parts.length > 0 ? parts.join(" ") : (first ?? last)
}

/** The person that a row of a table is of; nameless where the person was not read. */
export function personOf(row: Remote, employee: Found, report: Found) {
  const id = idOf(row, "employeeId")
  if (id === undefined) return row.employeeId === undefined ? undefined : null
  return { id, name: employee ? nameOf(employee, report) : undefined }
}
