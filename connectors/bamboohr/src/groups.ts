import { idOf, idsOf, type Remote, sortById, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"
import type { Found } from "./names.js"
import type { Rows } from "./timeline.js"

type Groups = NonNullable<Employee["groups"]>

/** What the model calls the lists of BambooHR that people are grouped by. */
export const GROUP_LISTS = { department: "department", division: "division", teams: "team" } as const
export const groupTypeOf = (list: string | null | undefined) =>
  list === "department" || list === "division" || list === "teams" ? GROUP_LISTS[list] : undefined

/** Teams are told by their names alone. Without the report, or the lists, nobody knows whether there are any. */
export function groupsOf(employee: Remote, report: Found, options: Rows): Groups | undefined {
  if (!report || options === undefined) return undefined
  const teams = idsOf(report, "teams").flatMap((name) => {
    const option = optionOf(options, "teams", name)
    return option ? [{ id: idOf(option) ?? "", name, type: "team" }] : []
  })
  const listed = ["department", "division"] as const
  if (listed.every((list) => employee[`${list}Id`] === undefined) && report.teams === undefined) return undefined
  return [...listed.flatMap((list) => groupIn(employee, list)), ...teams]
}

function groupIn(employee: Remote, list: "department" | "division"): Groups {
  const id = idOf(employee, `${list}Id`)
  return id === undefined ? [] : [{ id, name: text(employee, `${list}Name`), type: list }]
}

/** An option by its name; one that is in use is taken before an archived one. */
function optionOf(options: readonly Remote[], list: string, name: string): Remote | undefined {
  const named = sortById(options).filter((one) => text(one, "list") === list && text(one, "name")?.trim() === name)
  return named.find((one) => text(one, "archived")?.toLowerCase() !== "yes") ?? named[0]
}

export function payGroupOf(report: Remote, options: Rows): Employee["pay_group"] {
  const name = text(report, "payGroup")
  if (!name || options === undefined) return name === null ? null : undefined
  const option = optionOf(options, "payGroup", name.trim())
  return option ? { id: idOf(option) ?? "", name } : undefined
}
