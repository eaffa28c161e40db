import { ageOn, toDay } from "@rollcall/sandbox-kit"
import { COUNTRIES, PROVINCES } from "../company/places.js"
import type { Json, Row } from "../world.js"
import type { Field } from "./index.js"
import { firstLast, lastFirst, type Person } from "./person.js"

/** What a field shows of a person, in the plain form. */
export function readField({ source }: Field, person: Person): Json {
  if (source.kind === "column") return person.row[source.column] ?? null
  if (source.kind === "table") return person.current(source.table)?.[source.column] ?? null
  if (source.kind === "computed") return COMPUTED[source.name]?.(person) ?? null
  return null
}

const text = (row: Row | null, column: string): string | null => {
  const value = row?.[column]
  return typeof value === "string" ? value : null
}
const join = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join(" ")

const COMPUTED: Readonly<Record<string, (person: Person) => Json>> = {
  id: ({ id }) => id,
  displayName: ({ row }) => firstLast(row),
  firstLast: ({ row }) => join(text(row, "firstName"), text(row, "lastName")),
  lastFirst: ({ row }) => lastFirst(row),
  lastFirstPreferred: ({ row }) => lastFirst(row) + (row.preferredName === null ? "" : ` (${row.preferredName})`),
  preferredLast: ({ row }) => firstLast(row),
  firstMiddleInitialLast: ({ row }) => {
    const middle = text(row, "middleName")
    return join(text(row, "firstName"), middle && `${middle.slice(0, 1)}.`, text(row, "lastName"))
  },
  bestEmail: ({ row }) => text(row, "workEmail") ?? text(row, "homeEmail"),
  reportsTo: ({ manager }) => manager?.id ?? null,
  supervisor: ({ manager }) => (manager ? lastFirst(manager) : null),
  // Seen live: the manager's employee number, whatever its name says.
  supervisorId: ({ manager }) => text(manager, "employeeNumber"),
  supervisorEId: ({ manager }) => manager?.id ?? null,
  supervisorEmail: ({ manager }) => text(manager, "workEmail"),
  isPhotoUploaded: ({ row }) => row.hasPhoto === true,
  photoUrl: (person) => photoUrlOf(person),
  lastChanged: ({ row }) => text(row, "lastChanged"),
  age: ({ row, scene }) => {
    const born = text(row, "dateOfBirth")
    return born === null ? null : String(ageOn(toDay(scene.today), toDay(born)))
  },
  workPhonePlusExtension: ({ row }) => {
    const extension = text(row, "workPhoneExtension")
    return join(text(row, "workPhone"), extension && `Ext. ${extension}`) || null
  },
  stateCode: ({ row }) => stateCodeOf(text(row, "country"), text(row, "state")),
  status: (person) => person.status,
  terminationDate: (person) => person.terminationDate,
}

/** A signed address that is another one at every read, or the default picture. */
export function photoUrlOf({ row, scene }: Person): string {
  if (row.hasPhoto !== true) return "https://resources.bamboohr.com/images/photo_person_160x160.png"
  const signature = scene.photoToken()
  const policy = Buffer.from(`{"photo":"${row.id}"}`).toString("base64url")
  const { id } = scene.company
  return `https://images7.bamboohr.com/${id}/photos/${row.id}-6-4.jpg?Policy=${policy}&Signature=${signature}&Key-Pair-Id=K2SANDBOX`
}

export function stateCodeOf(country: string | null, state: string | null): string | null {
  const id = COUNTRIES.find(({ name }) => name === country)?.id ?? ""
  return PROVINCES[id]?.find(({ name }) => name === state)?.iso ?? state
}
