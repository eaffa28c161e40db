import type { Store } from "../store.js"
import type { Json } from "../world.js"
import { currencyOf, firstLast, lastFirst, optionName, type Person } from "./person.js"
import { stateCodeOf } from "./read.js"

/**
 * How one value is written where. `report`: reports; `employee`: one employee; `table`: rows of tables; `feed`: rows of
 * changed tables; `plain`: newer endpoints, where empty is null.
 */
export type Form = "report" | "employee" | "table" | "feed" | "plain"

const EMPTY_DAY = "0000-00-00"

/** Empty comes in four kinds: null, `""`, `0000-00-00` and ` USD`. */
export function writeValue(value: Json, type: string, { form, person }: { form: Form; person: Person }): Json {
  const isRow = form === "table" || form === "feed"
  if (type === "currency") return writeMoney(value, { form, person })
  if (type === "date") return value ?? (isRow ? "" : form === "plain" ? null : EMPTY_DAY)
  if (type === "state") return writeState(value, { form, person })
  if (type === "checkbox") return writeCheckbox(value, form)
  if (type === "multilist") return writeChoices(value, person.scene.store, form)
  if (type === "timestamp") return typeof value === "string" ? value.replace("Z", "+00:00") : null
  const written = writeName(value, type, { form, person })
  return written ?? (isRow ? "" : null)
}

type Writing = { form: Form; person: Person }

function writeName(value: Json, type: string, { form, person }: Writing): Json {
  if (type === "list") return typeof value === "number" ? optionName(person.scene.store, value) : value
  if (type !== "employee") return value
  const other = typeof value === "string" ? person.scene.store.find("employees", value) : undefined
  if (!other) return null
  return form === "report" || form === "employee" ? lastFirst(other) : firstLast(other)
}

function writeMoney(money: Json, { form, person }: Writing): Json {
  const currency = currencyOf(money) ?? person.currency
  const isFilled = typeof money === "object" && money !== null && !Array.isArray(money)
  const value = isFilled ? String(money.value) : ""
  if (form === "table") return { value, currency }
  if (form === "plain") return isFilled ? value : null
  return `${value} ${currency}`
}

/** Names in reports, codes elsewhere. */
function writeState(value: Json, { form, person }: Writing): Json {
  if (typeof value !== "string") return form === "plain" ? null : ""
  const { country } = person.row
  return form === "report" ? value : stateCodeOf(typeof country === "string" ? country : null, value)
}

function writeCheckbox(value: Json, form: Form): Json {
  if (value === null) return form === "report" || form === "plain" ? null : ""
  if (form === "employee") return value === true ? "1" : "0"
  return value === true ? "Yes" : "No"
}

function writeChoices(value: Json, store: Store, form: Form): Json {
  if (!Array.isArray(value)) return null
  const names = value.flatMap((id) => optionName(store, id) ?? [])
  return form === "table" || form === "feed" ? names : names.join(", ")
}
