import { compareIds, idOf, isRemote, objectOf, type Remote, rowsById, text } from "@rollcall/connector-kit"
import { choicesIn } from "./custom-fields.js"

/**
 * Rows out of the bodies of BambooHR: what is nested becomes columns, so that relations can be followed by it, and what
 * is signed anew at every read is made stable. Anything but a list stays what it is, for the kit to refuse.
 */
const each = (found: unknown, shape: (row: Remote) => unknown): unknown =>
  Array.isArray(found) ? found.flatMap((row: unknown) => (isRemote(row) ? shape(row) : row)) : found

/** In the order of ids, in which the copy gives them too. What is no list stays what it is, for the kit to refuse. */
export const inOrder = (rows: (body: unknown) => unknown) => (body: unknown) => {
  const found = rows(body)
  if (!(Array.isArray(found) && found.every(isRemote))) return found
  return found.toSorted((one, other) => compareIds(idOf(one), idOf(other)))
}

const within = (body: unknown, key: string): unknown => (isRemote(body) ? body[key] : undefined)

/** What everybody has who has no picture. */
const DEFAULT_PHOTO = /\/photo_person_[^/]*$/

/** The address is signed at every read. Without its query it is the same until there is another picture. */
function photoOf(row: Remote): Remote {
  if (typeof row.photoUrl !== "string") return {}
  const [address = ""] = row.photoUrl.split(/[?#]/)
  return { photoUrl: address === "" || DEFAULT_PHOTO.test(address) ? null : address }
}

/** Columns that were withheld are not there, whatever stands in them. */
export const employeeRows = (body: unknown): unknown =>
  each(within(body, "data"), (row) => {
    const withheld = Array.isArray(row._restrictedFields) ? row._restrictedFields : []
    const given = Object.entries(row).filter(([column]) => !withheld.includes(column))
    return { ...Object.fromEntries(given), ...photoOf(row) }
  })

/** The company's own fields stand in one column. `teams` is a list, or text with commas. */
export const reportRows = (body: unknown): unknown => {
  const found = within(body, "employees")
  return each(isRemote(found) ? rowsById("id")(found) : found, (row) => {
    const isOwn = ([column]: readonly [string, unknown]) => column.startsWith("custom")
    const columns = Object.entries(row)
    return {
      ...Object.fromEntries(columns.filter((one) => !isOwn(one))),
      ...(row.teams === undefined ? {} : { teams: choicesIn(row.teams) }),
      custom: Object.fromEntries(columns.filter(isOwn)),
    }
  })
}

/** A report echoes the columns that it gives. Those of the company are in one, which is always there. */
export function reportColumns(body: unknown): readonly string[] | undefined {
  const echoed = within(body, "fields")
  if (!Array.isArray(echoed)) return undefined
  const names = echoed.filter(isRemote).flatMap((field) => text(field, "id") ?? [])
  return [...names.filter((name) => !name.startsWith("custom")), "id", "custom"]
}

/** Options, with the list that they are of. Few have no id, and are known by their names. */
export const optionRows = (body: unknown): unknown =>
  each(body, (list) => {
    const [name, fieldId] = [text(list, "alias") ?? null, text(list, "fieldId") ?? null]
    return each(list.options ?? [], (option) => ({
      ...option,
      id: text(option, "id") ?? `${name ?? fieldId ?? ""}:${text(option, "name") ?? ""}`,
      list: name,
      fieldId,
    }))
  })

/** Columns of the tables of employees, with the table that they are of. */
export const columnRows = (body: unknown): unknown =>
  each(body, (table) => {
    const name = text(table, "alias") ?? null
    return each(table.fields ?? [], (column) => {
      const fieldId = text(column, "id") ?? null
      return { ...column, id: `${name ?? ""}:${fieldId ?? text(column, "alias") ?? ""}`, fieldId, table: name }
    })
  })

/** The usual hours of the days of the week stand beside the types. */
export const typeRows = (body: unknown): unknown =>
  each(within(body, "timeOffTypes"), (row) => ({ ...row, defaultHours: within(body, "defaultHours") ?? [] }))

export const requestRows = (body: unknown): unknown =>
  each(body, (row) => ({
    ...row,
    lastChangedByUserId: idOf(objectOf(row, "status") ?? {}, "lastChangedByUserId") ?? null,
  }))

/** Who is out and when the company is closed come in one list. */
export const holidayRows = (body: unknown): unknown => each(body, (row) => (row.type === "holiday" ? row : []))

/** The company is one object, without an id. What is none stays what it is, for the kit to refuse. */
export const companyRows = (body: unknown): unknown =>
  isRemote(body) && ("legalName" in body || "displayName" in body) ? [{ ...body, id: "company" }] : body

/** Files stand in their categories, and these in the person's answer. */
export function fileRows(body: unknown): unknown {
  const employeeId = idOf(objectOf(isRemote(body) ? body : {}, "employee") ?? {})
  return each(within(body, "categories"), (category) => {
    const about = { employeeId, categoryId: category.id, categoryName: category.name }
    const files = each(category.files, (file) => ({ ...file, ...about }))
    return Array.isArray(files) ? files : []
  })
}
