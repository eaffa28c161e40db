import {
  cursor,
  isRemote,
  type ListStyle,
  number,
  objectOf,
  onePage,
  pageNumber,
  rowsById,
  text,
} from "@rollcall/connector-kit"

/** A column of an object in the body. */
const within = (body: unknown, key: string) => (isRemote(body) ? (objectOf(body, key) ?? {}) : {})
const totalOf = (body: unknown, key: string, column: string) => ({
  total: number(within(body, key), column) ?? undefined,
})

const employees: ListStyle = {
  rows: { rows: "data", meta: "meta" },
  page: cursor({
    parameters: { after: "page[after]", before: "page[before]", size: "page[limit]" },
    maxSize: 500,
    read({ body }) {
      const meta = within(body, "meta")
      const page = within(meta, "page")
      const [next, previous] = [text(page, "nextCursor"), text(page, "prevCursor")]
      return { next, previous, total: number(meta, "total") ?? undefined }
    },
  }),
}

/** Newer paths, which count what they have in `meta`. */
const counted = (first: 0 | 1): ListStyle => ({
  rows: { rows: "data", meta: "meta" },
  page: pageNumber({
    parameters: { page: "page", size: "pageSize" },
    maxSize: 500,
    first,
    read: ({ body }) => totalOf(body, "meta", "totalItems"),
  }),
})

/** Saved reports and the older forms of datasets. */
const saved = (rows: string): ListStyle => ({
  rows: { rows, meta: "pagination" },
  page: pageNumber({
    parameters: { page: "page", size: "page_size" },
    maxSize: 500,
    read: ({ body }) => totalOf(body, "pagination", "total_records"),
  }),
})

const whole = (rows: (body: unknown) => unknown): ListStyle => ({ rows, page: onePage() })
const inBody = (key: string) => whole((body) => (isRemote(body) ? body[key] : undefined))

/** Some clients have seen the people of a report by their ids. */
const reported = whole((body) => {
  const found = isRemote(body) ? body.employees : undefined
  return isRemote(found) ? rowsById("id")(found) : found
})

/** Nobody is an empty array where others are rows by id. */
const byId = whole((body) => (Array.isArray(body) ? body : rowsById("id")(body)))

const NAMED: Readonly<Record<string, ListStyle>> = {
  employees,
  dataset: counted(1),
  fromOne: counted(1),
  fromZero: counted(0),
  report: reported,
  byId,
}

/** How a list is paged and read, by its name in the catalogue; `in x` is an array under a key, `saved x` a paged one. */
export function styleOf(name: string): ListStyle {
  const [kind, ...rest] = name.split(" ")
  const key = rest.join(" ")
  const style = kind === "in" ? inBody(key) : kind === "saved" ? saved(key) : NAMED[name]
  if (!style) throw new Error(`the catalogue names a list style that there is not: ${name}`)
  return style
}
