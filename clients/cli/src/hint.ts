import { nearest } from "@rollcall/contract/nearest"
import type { Command } from "commander"
import { usage } from "./io.js"

/** Names in one spelling: `timeoff-requests` and `timeoffRequests` are `timeoff_requests`. */
const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll("-", "_")

/** What may have been meant: the nearest name, else those that begin alike. */
export function meant(given: string, names: readonly string[]): string | undefined {
  const name = snake(given)
  const near = nearest(name, names.map(snake))
  const found = near === undefined ? undefined : names.find((one) => snake(one) === near)
  if (found !== undefined) return found
  const alike = name.length < 3 ? [] : names.filter((one) => snake(one).startsWith(name))
  return alike.length === 0 ? undefined : alike.join(" or ")
}

/** The end of a message about a name that is not known. */
export function hint(given: string, names: readonly string[]): string {
  const near = meant(given, names)
  return near === undefined ? `: there are ${names.join(", ")}` : `: did you mean ${near}?`
}

/** A command that is run when none is named would take a mistyped one for an argument too many. */
export function suggestBelow(group: Command, name: string): void {
  const first = group.commands.find((one) => one.name() === name)
  first?.allowExcessArguments().hook("preAction", (_, { args }) => {
    const names = group.commands.map((one) => one.name())
    if (args[0] !== undefined) throw usage(`${group.name()}: there is no ${args[0]}${hint(args[0], names)}`)
  })
}
