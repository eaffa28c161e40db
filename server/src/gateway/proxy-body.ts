import { type CatalogueMethod, isRemote, type Remote } from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import { AppError } from "../errors.js"
import type { PassedBody, ProxyCall, QueryValue } from "./gateway.js"

type Asked = Pick<ProxyCall, "query" | "body">
type Listed = Pick<CatalogueMethod, "httpMethod" | "body" | "pagedIn">

/**
 * What a list that is read with a body is asked with: the caller's body, or, where there is nothing in it, those parameters of the
 * query that the method's schema has in the body, in the types that it says. A `GET` of ours has no body.
 */
export function readListBody({ httpMethod, body: schema }: Listed, { query, body }: Asked) {
  if (httpMethod === "GET") {
    assertNoBody(body)
    return { query, body: undefined }
  }
  if (body !== undefined && !isEmpty(body)) return { query, body: readBody(body.bytes) }
  const properties = propertiesOf(schema)
  const isOfBody = ([name]: [string, unknown]) => Object.hasOwn(properties, name)
  const given = Object.entries(query)
  const own = given.filter(isOfBody).map(([name, value]) => [name, toJson(value, properties[name])])
  return { query: Object.fromEntries(given.filter((one) => !isOfBody(one))), body: Object.fromEntries(own) as Remote } // entries of JSON
}

function readBody(bytes: Buffer): Remote {
  let read: unknown
  try {
    read = readRemoteJson(bytes.toString("utf8"))
  } catch {
    // Said below.
  }
  if (isRemote(read)) return read
  throw new AppError("request.invalid", "the body of this list is a JSON object: give one, or none", { isUndone: true })
}

/** Clients send `{}` with every call of a method. */
const isEmpty = ({ bytes }: PassedBody) => bytes.length < 100 && /^\s*(\{\s*\})?\s*$/.test(bytes.toString("latin1"))

/** Throws for a body that nobody would read. */
export function assertNoBody(body: ProxyCall["body"]): void {
  if (body === undefined || isEmpty(body)) return
  const message = "the HR system reads no body here: give what this call takes as parameters of the query"
  throw new AppError("request.invalid", message, { isUndone: true })
}

function propertiesOf(schema: unknown): Remote {
  const properties = isRemote(schema) ? schema.properties : undefined
  return isRemote(properties) ? properties : {}
}

/** A value of a query in the type of a schema; what is not of that type stays text, and the HR system says so. */
function toJson(value: QueryValue, schema: unknown): unknown {
  const { type, items } = isRemote(schema) ? schema : {}
  if (type === "array") {
    const values = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : [value]
    return values.map((one) => toJson(one, items))
  }
  if (typeof value === "string") return toPlain(value, type)
  if (Array.isArray(value)) return value.map((one) => toJson(one, {}))
  const properties = propertiesOf(schema)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toJson(one, properties[name])]))
}

function toPlain(text: string, type: unknown): unknown {
  if (type === "boolean" && /^(true|false)$/.test(text)) return text === "true"
  const isNumber = type === "number" || (type === "integer" && /^-?\d+$/.test(text))
  const number = Number(text)
  // A number that would be rounded is sent as it was written.
  if (isNumber && text.trim() !== "" && Number.isFinite(number) && String(number) === text) return number
  return text
}
