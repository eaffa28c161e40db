import { idOf, idsOf, type Remote, sortById, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"
import type { Found } from "./names.js"
import type { Rows } from "./timeline.js"

type Groups = NonNullable<Employee["groups"]>

/** What the model calls the lists of BambooHR that people are grouped by. */
export const GROUP_LISTS = { department: "department", division: "division", teams: "team" } as const
export const groupTypeOf = (list: string | null | undefined) =>
  list === "department" || list === "division" || list === "teams" ? GROUP_LISTS[list] : undefined

type Facts = { report?: Found; teams?: Rows; coming?: Found; listed?: Rows }

/**
 * Teams are told by their names alone; so are the department and the division of somebody who is to come, in the job that
 * is ahead. Without the report, or the lists, nobody knows whether there are any.
 */
export function groupsOf(employee: Remote, { report, teams, coming, listed }: Facts): Groups | undefined {
  if (!report || teams === undefined) return undefined
  const own = ["department", "division"] as const
  if (own.some((list) => employee[`${list}Id`] === undefined) || report.teams === undefined) return undefined
  if (coming === undefined && own.some((list) => idOf(employee, `${list}Id`) === undefined)) return undefined
  const named = (options: readonly Remote[], list: keyof typeof GROUP_LISTS, name: string): Groups => {
    const option = optionOf(options, list, name)
    return option ? [{ id: idOf(option) ?? "", name, type: GROUP_LISTS[list] }] : []
  }
  return [
    ...own.flatMap((list): Groups => {
      const id = idOf(employee, `${list}Id`)
      if (id !== undefined) return [{ id, name: text(employee, `${list}Name`), type: list }]
      const ahead = coming && text(coming, list)
      return ahead ? named(listed ?? [], list, ahead) : []
    }),
    ...idsOf(report, "teams").flatMap((name) => named(teams, "teams", name)),
  ]
}

/** An option by its name; one that is in use is taken before an archived one. */
export function optionOf(options: readonly Remote[], list: string, name: string): Remote | undefined {
  const named = sortById(options).filter((one) => text(one, "list") === list && text(one, "name")?.trim() === name)
  return named.find((one) => text(one, "archived")?.toLowerCase() !== "yes") ?? named[0]
}

export function payGroupOf(report: Remote, options: Rows): Employee["pay_group"] {
  const name = text(report, "payGroup")
  if (!name || options === undefined) return name === null ? null : undefined
  const option = optionOf(options, "payGroup", name.trim())
  return option ? { id: idOf(option) ?? "", name } : undefined
}
