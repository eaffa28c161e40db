import type { Json, Row } from "../world.js"
import { type Answer, type Call, type Endpoint, objectIn, refuse } from "./call.js"
import { listOf } from "./meta.js"

/** Options made, renamed and archived. A rename shows in every row at once, and moves nobody's `lastChanged`. */
export const listWrites: readonly Endpoint[] = [
  { method: "PUT", path: "v1/meta/lists/:fieldId", form: "classic", area: "lists", run: changeList },
]

function changeList(call: Call): Answer {
  const { running, params } = call
  const list = running.store.all("lists").find(({ fieldId }) => String(fieldId) === params.fieldId)
  if (!list) throw refuse(404, "There is no list of this field")
  if (list.isManageable !== true) throw refuse(403, "This list can't be changed here")
  const { options } = objectIn(call)
  if (!Array.isArray(options)) throw refuse(400, "Give options, as a list")
  for (const option of options) changeOption(call, list, option)
  return { json: listOf(list, running.store.all("options")) }
}

function changeOption({ running }: Call, list: Row, given: Json): void {
  const { store, clock } = running
  const values = typeof given === "object" && given !== null && !Array.isArray(given) ? given : {}
  const { id, value, archived } = values
  const own = store.all("options").filter(({ listId }) => listId === list.id)
  const known = id === undefined ? undefined : own.find((option) => option.id === String(id))
  if (id !== undefined && !known) throw refuse(404, "The list has no option of this id")
  if (value !== undefined && (typeof value !== "string" || value === "")) throw refuse(400, "value must be text")
  if (!known && value === undefined) throw refuse(400, "Give the value of the new option")
  if (own.some((option) => option.name === value && option.id !== known?.id))
    throw refuse(409, "The list has an option of this name")
  if (known && known.isManageable !== true) throw refuse(403, "This option can't be changed")
  if (archived !== undefined && archived !== "yes" && archived !== "no") throw refuse(400, "archived must be yes or no")
  const moment = `${clock.now().toISOString().slice(0, 19)}+00:00`
  const archiving =
    archived === undefined ? {} : { isArchived: archived === "yes", archivedDate: archived === "yes" ? moment : null }
  if (known) store.update("options", known.id, { ...(value !== undefined && { name: value }), ...archiving })
  else
    store.insert("options", {
      ...NEW,
      list: list.key ?? null,
      listId: list.id,
      name: value ?? "",
      createdDate: moment,
      ...archiving,
    })
}

const NEW = { isArchived: false, isManageable: true, archivedDate: null }
