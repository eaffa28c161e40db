import type { List, RemoteQuery } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import type { QueryObject } from "./gateway.js"

/** Our own parameters: they never go upstream. */
const OURS = /^(integrated_account_id|next_cursor|prev_cursor|truto_.*)$/

/** Drops our own parameters from a caller's query. */
export const withoutOurs = (query: QueryObject): QueryObject =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !OURS.test(name)))

/** `{a: {b: "1"}, c: ["2"]}` as the flat names the HR system reads: `a[b]=1&c[]=2`. */
export function flatten(query: Readonly<Record<string, unknown>>): RemoteQuery {
  const flat = new Map<string, string | string[]>()
  const visit = (name: string, value: unknown): void => {
    if (Array.isArray(value)) {
      const isPlain = value.every((one) => typeof one === "string")
      if (isPlain) flat.set(name, value)
      else for (const [index, one] of value.entries()) visit(`${name}[${index}]`, one)
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) visit(`${name}[${key}]`, inner)
    } else if (value !== undefined) flat.set(name, String(value))
  }
  for (const [name, value] of Object.entries(query)) visit(name, value)
  return Object.fromEntries(flat)
}

/** `remote_query` goes upstream as it is, but paging is ours: a caller who pages both ways would lose rows. */
export function readRemoteQuery(value: unknown, lists: readonly Pick<List, "page">[]): RemoteQuery {
  if (typeof value !== "object" || value === null) return {}
  const query = flatten(value as QueryObject) // a parsed object, checked by the operation's schema
  const own = lists.flatMap(({ page }) => page.parameters)
  const paging = Object.keys(query).find((name) => own.includes(name))
  if (paging) {
    throw new AppError("request.invalid", `remote_query[${paging}] is not taken: use limit and next_cursor instead`)
  }
  return query
}
