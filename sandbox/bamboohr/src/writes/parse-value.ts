import { PROVINCES } from "../company/places.js"
import { firstLast, lastFirst } from "../fields/person.js"
import type { Store } from "../store.js"
import { type Json, Refusal } from "../world.js"

/** Where a value goes: the name it was given under, the type, and of lists whose options. */
export type Target = { name: string; type: string; list?: string | undefined }

type Parsing = { store: Store; currency: string }

/** A caller's value in the plain form; lists are given by name. A value that means nothing is a 400. */
export function parseValue(given: Json, target: Target, { store, currency }: Parsing): Json {
  if (given === null || given === "") return null
  const { type } = target
  if (type === "list") return optionId(given, target, store)
  if (type === "multilist") {
    const names = Array.isArray(given) ? given : String(given).split(",")
    return names.map((name) => optionId(typeof name === "string" ? name.trim() : name, target, store))
  }
  if (type === "date") return parseDay(given, target)
  if (type === "currency") return parseMoney(given, target, currency)
  if (type === "checkbox") return parseFlag(given, target)
  if (type === "employee") return employeeId(given, target, store)
  if (typeof given === "object") throw wrong(target, "text")
  const text = typeof given === "boolean" ? (given ? "Yes" : "No") : String(given)
  if (["int", "decimal", "percentage"].includes(type) && !/^-?\d+(\.\d+)?$/.test(text)) throw wrong(target, "a number")
  return type === "state" ? stateName(text) : text
}

function wrong({ name }: Target, what: string): Refusal {
  return new Refusal(400, { message: `The value of ${name} must be ${what}` })
}

function optionId(given: Json, target: Target, store: Store): number {
  const options = store.all("options").filter(({ list }) => list === target.list)
  const found = options.find(({ name }) => name === given)
  if (found) return Number(found.id)
  const names = options.map(({ name }) => name)
  throw wrong(
    target,
    `the name of an option of its list: ${names.slice(0, 12).join(", ")}${names.length > 12 ? "…" : ""}`,
  )
}

function parseDay(given: Json, target: Target): string | null {
  const text = String(given)
  if (text === "0000-00-00") return null
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(text)) throw wrong(target, "a day, YYYY-MM-DD")
  return text
}

/** `65000.00 USD`, `65000`, or `{"value", "currency"}`. */
function parseMoney(given: Json, target: Target, usual: string): Json {
  const isObject = typeof given === "object" && given !== null && !Array.isArray(given)
  const text = isObject ? `${given.value ?? ""} ${given.currency ?? usual}` : String(given)
  const [, value, currency = usual] = /^(-?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?$/.exec(text.trim()) ?? []
  if (value === undefined) {
    if (/^ [A-Z]{3}$/.test(text)) return null
    throw wrong(target, "an amount such as 65000.00 USD")
  }
  return { value, currency }
}

const FLAGS = new Map(Object.entries({ true: true, yes: true, 1: true, false: false, no: false, 0: false }))

function parseFlag(given: Json, target: Target): boolean {
  const flag = FLAGS.get(String(given).toLowerCase())
  if (flag === undefined) throw wrong(target, "yes or no")
  return flag
}

/** By id, or by the name in either order, unless several people have it. */
function employeeId(given: Json, target: Target, store: Store): string {
  const text = String(given)
  const known = store.find("employees", text)
  const named = store.all("employees").filter((row) => firstLast(row) === text || lastFirst(row) === text)
  const [found, ...others] = known ? [known] : named
  if (found && others.length === 0) return found.id
  throw wrong(target, "an employee's id, or a name that one employee has")
}

function stateName(text: string): string {
  for (const parts of Object.values(PROVINCES)) {
    const found = parts.find(({ iso, name }) => iso === text || name === text)
    if (found) return found.name
  }
  return text
}
