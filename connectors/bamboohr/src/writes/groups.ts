import { idOf, isRemote, type Remote, refuseInput, text, write } from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { options } from "../tables.js"

type Type = NonNullable<WriteBody<"groups", "create">["type"]>

/** Lists that people are grouped by, with their ids in every company, for one whose list is still empty. */
const LISTS: Partial<Record<Type, { list: string; fieldId: string }>> = {
  department: { list: "department", fieldId: "4" },
  division: { list: "division", fieldId: "1355" },
  team: { list: "teams", fieldId: "4549" },
}

const put = (fieldId: string, option: Readonly<Record<string, unknown>>) => ({
  method: "PUT" as const,
  path: `v1/meta/lists/${fieldId}`,
  body: { options: [option] },
})

/** The answer is the list with all of its options. */
const optionIn = (body: unknown, isIt: (option: Remote) => boolean): Remote | undefined => {
  const found = isRemote(body) && Array.isArray(body.options) ? body.options : []
  return found.filter(isRemote).find(isIt)
}

export const createGroup = write("groups", "create", {
  takes: ["name", "type"],
  requires: ["type"],
  references: { options },
  view: "options",
  plan({ body: { name, type } }, { options: known = [] }) {
    const { list, fieldId } =
      (type && LISTS[type]) ?? refuseInput("type", `must be one of ${Object.keys(LISTS).join(", ")}`)
    const isIt = (option: Remote) => text(option, "name") === name
    const own = known.find((one) => text(one, "list") === list)
    return [
      {
        name: "create_group",
        request: put((own && idOf(own, "fieldId")) ?? fieldId, { value: name }),
        row: options,
        answered: ({ body }) => optionIn(body, isIt),
        settled: { table: options, query: {}, isLike: (row) => text(row, "list") === list && isIt(row) },
      },
    ]
  },
})

/** Rows of people have the name, so the next run reads all of those who are in it. */
export const updateGroup = write("groups", "update", {
  takes: ["name"],
  view: "options",
  plan({ id, row, body: { name } }) {
    if (name === undefined || text(row, "name") === name) return []
    return [
      {
        name: "rename_group",
        request: put(idOf(row, "fieldId") ?? "", { id: /^\d{1,15}$/.test(id) ? Number(id) : id, value: name }),
        row: options,
        answered: ({ body }) => optionIn(body, (option) => idOf(option) === id),
        settled: { table: options, id, shows: (found) => found !== undefined && text(found, "name") === name },
        isRepeatable: true,
      },
    ]
  },
})
