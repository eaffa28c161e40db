import { countryCode, flag, idOf, type Remote, refuseInput, sortById, text } from "@rollcall/connector-kit"
import { isSameText } from "@rollcall/contract"

/** More would be no help to a reader. */
const MOST_CHOICES = 20

/** Options that may be chosen, the oldest first. */
const inUse = (options: readonly Remote[]) => sortById(options).filter((one) => flag(one, "archived") !== true)

/** Of a list with an alias. */
export const listed = (options: readonly Remote[], list: string): Remote[] =>
  inUse(options).filter((one) => text(one, "list") === list)

/** Of the list that a column of a table takes: only the table says which one, where the list has no alias. */
export function ofColumn(options: readonly Remote[], columns: readonly Remote[], column: string): Remote[] {
  const found = columns.find((one) => text(one, "alias") === column)
  const fieldId = found && idOf(found, "fieldId")
  return inUse(options).filter((one) => fieldId !== undefined && idOf(one, "fieldId") === fieldId)
}

/** Lists take names. A name that is none of theirs is refused here: what BambooHR does with it is not known. */
export function optionName(own: readonly Remote[], wanted: string, path: string): string {
  const found = own.find((one) => isSameText(text(one, "name") ?? "", wanted))
  return nameOf(found) ?? refuseInput(path, `must be one of ${choicesOf(own)}`)
}

/** The name of a row of `groups` or `locations`. */
export function nameById(own: readonly Remote[], id: string, path: string): string {
  const found = own.find((one) => idOf(one) === id)
  return nameOf(found) ?? refuseInput(path, "is no id here: give the id of a row that is in use")
}

/** The first option of which something is true. */
export function optionWhere(own: readonly Remote[], isIt: (name: string) => boolean, path: string): string {
  const found = own.find((one) => isIt(text(one, "name") ?? ""))
  return nameOf(found) ?? refuseInput(path, `has no word in BambooHR here: its list has ${choicesOf(own)}`)
}

export const isOfCountry = (code: string) => (name: string) => countryCode(name) === code

const nameOf = (option: Remote | undefined) => (option && text(option, "name")) ?? undefined

function choicesOf(own: readonly Remote[]): string {
  const names = own.flatMap((one) => nameOf(one) ?? [])
  return `${names.slice(0, MOST_CHOICES).join(", ")}${names.length > MOST_CHOICES ? " and others" : ""}`
}
