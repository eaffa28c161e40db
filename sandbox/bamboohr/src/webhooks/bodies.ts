import type { Change } from "../changes.js"
import { findField } from "../fields/index.js"
import type { Person } from "../fields/person.js"
import { readField } from "../fields/read.js"
import { writeValue } from "../fields/write-forms.js"
import type { Rights } from "../permissions/index.js"
import type { CompanyInfo, Json } from "../world.js"
import type { Subscription } from "./subscription.js"

/** Whose change it is, what of it is told, and what the receiver may see. `person` null: deleted. */
export type Told = {
  company: CompanyInfo
  change: Change
  event: string
  changedFields: readonly string[]
  person: Person | null
  rights: Rights
}

/** The newer style says what happened to whom, the older one also what the fields are now. */
export function bodyOf(subscription: Subscription, told: Told): string {
  const said = told.event.startsWith("employee_with_fields.") ? legacyBody(subscription, told) : eventBody(told)
  return subscription.format === "json" ? JSON.stringify(said) : new URLSearchParams(flatten(said)).toString()
}

function eventBody({ company, change, event, changedFields }: Told): Json {
  const isUpdate = event.endsWith(".updated")
  return {
    type: event,
    timestamp: `${change.at.toISOString().slice(0, 19)}Z`,
    data: {
      companyId: company.id,
      employeeId: change.employeeId,
      ...(isUpdate ? { changedFields: [...changedFields] } : {}),
    },
  }
}

const ACTIONS: Readonly<Record<string, string>> = { created: "Created", updated: "Updated", deleted: "Deleted" }

function legacyBody({ postFields }: Subscription, { change, event, changedFields, person, rights }: Told): Json {
  const fields = Object.entries(postFields).flatMap(([name, label]): [string, Json][] => {
    const field = findField(name)
    if (!field || !person || !rights.seesFieldOf(field, person.id)) return []
    return [[label, writeValue(readField(field, person), field.type, { form: "report", person })]]
  })
  const one = {
    id: change.employeeId,
    action: ACTIONS[event.split(".")[1] ?? ""] ?? "",
    timestamp: `${change.at.toISOString().slice(0, 19)}+0000`,
    changedFields: [...changedFields],
    fields: Object.fromEntries(fields),
  }
  return { employees: [one] }
}

/** `{a: [{b: 1}]}` is `a[0][b]=1`. */
function flatten(value: Json, name = ""): [string, string][] {
  if (typeof value !== "object" || value === null) return [[name, value === null ? "" : String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, name === "" ? key : `${name}[${key}]`))
}
