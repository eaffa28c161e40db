import type { CatalogueMethod } from "@rollcall/connector-kit"
import { badField } from "../errors.js"
import type { QueryObject, QueryValue } from "./gateway.js"

/**
 * Lists of a proxied call as the HR system reads them. Its catalogue names them `ids[]`; callers write `ids[]=a`,
 * `ids[0]=a`, `ids[][0]=a`, `ids=a`, `ids=a,b` and, of numbers, `ids[]=1,2`, which all mean the same. A form without a meaning is refused, because
 * the HR system would ignore it and answer every row.
 */
export function asLists({ query: schema }: Pick<CatalogueMethod, "query">, query: QueryObject): QueryObject {
  const properties = schema?.properties
  if (typeof properties !== "object" || properties === null) return query
  const isList = (name: string) => Object.hasOwn(properties, `${name}[]`) && !Object.hasOwn(properties, name)
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, isList(name) ? readList(name, value) : value]),
  )
}

/** In brackets a comma may be part of a text, and never of a number. */
const NUMBERS = /^\d+(,\d+)+$/

function readList(name: string, value: QueryValue): string[] {
  const values = typeof value === "string" ? value.split(",") : value
  if (Array.isArray(values) && values.length > 0) {
    const texts = values.filter((one) => typeof one === "string" && one !== "" && !/^\[|\]$/.test(one)).map(String)
    if (texts.length === values.length) return texts.flatMap((one) => (NUMBERS.test(one) ? one.split(",") : [one]))
  }
  throw badField(name, `give a list, for example ${name}[]=a&${name}[]=b, without empty values`)
}
