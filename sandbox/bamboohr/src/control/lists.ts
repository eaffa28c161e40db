import { BadOrder, type Body, type Json, needId } from "@rollcall/sandbox-kit"
import type { Running } from "../running.js"
import type { Row } from "../world.js"

/** Every row that has the option shows the new name, and nobody's `lastChanged` moves. */
export function renameOption(running: Running, { list, option, name }: Body): Row {
  const found = optionOf(running, list, option)
  const taken = running.store.all("options").find((one) => one.listId === found.listId && one.name === name)
  if (taken && taken.id !== found.id) throw new BadOrder(["the list has an option of this name"])
  if (running.store.find("locations", found.id)) running.store.update("locations", found.id, { label: needName(name) })
  return running.store.update("options", found.id, { name: needName(name) }) ?? found
}

export function archiveOption(running: Running, { list, option }: Body): Row {
  const found = optionOf(running, list, option)
  const archivedDate = `${running.clock.now().toISOString().slice(0, 19)}+00:00`
  return running.store.update("options", found.id, { isArchived: true, archivedDate }) ?? found
}

function needName(name: Json | undefined): string {
  if (typeof name === "string" && name !== "") return name
  throw new BadOrder(["give name"])
}

/** A list by alias, id of its field, or name; an option by id or name. */
function optionOf({ store }: Running, list: Json | undefined, option: Json | undefined): Row {
  const wanted = needId("list", list)
  const found = store.all("lists").find(({ key, fieldId, name }) => [key, String(fieldId), name].includes(wanted))
  if (!found) throw new BadOrder([`there is no list ${wanted}: give its alias, the id of its field, or its name`])
  const one = needId("option", option)
  const own = store.all("options").filter(({ listId }) => listId === found.id)
  const there = own.find(({ id, name }) => id === one || name === one)
  if (!there) throw new BadOrder([`the list ${wanted} has no option ${one}`])
  return there
}
