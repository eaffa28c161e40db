import { type Operation, operations } from "@rollcall/contract"
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"
import { describeApi } from "../server/src/http/open-api/index.js"

/** Holds what is answered against the description of the API that callers make their clients of. */
export type Told = {
  method: string
  path: string
  query: URLSearchParams
  status: number
  type: string
  body: unknown
  text: string
}

const description = describeApi({ version: "0", publicUrl: "http://rollcall.example" })
const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
ajv.addSchema(description, "api")

const KINDS = ["static", "parameter", "rest"] as const
const kindOf = (segment: string) => (segment === "*" ? "rest" : segment.startsWith(":") ? "parameter" : "static")
/** Of two paths that fit, the one whose segments are written out first is meant. */
const rankOf = (path: string) =>
  path
    .split("/")
    .map((segment) => KINDS.indexOf(kindOf(segment)))
    .join("")
const patternOf = (path: string) =>
  new RegExp(`^${path.replace(/[.+]/g, "\\$&").replace(/:\w+/g, "[^/]+").replace("*", ".+")}$`)

const known = Object.values<Operation>(operations)
  .map((operation) => ({ operation, pattern: patternOf(operation.path), rank: rankOf(operation.path) }))
  .sort((one, other) => (one.rank < other.rank ? -1 : 1))

const operationOf = ({ method, path }: Pick<Told, "method" | "path">): Operation | undefined =>
  known.find(
    ({ operation, pattern }) => (operation.method === "ANY" || operation.method === method) && pattern.test(path),
  )?.operation

const shapeOf = (path: string) => path.replace(/:\w+|\*|\{\w+\}/g, "{}")
/** Paths as the description has them: those that differ in the names of their parameters alone are one. */
const places = new Map(Object.keys(description.paths as object).map((path) => [shapeOf(path), path]))

/** Names of an object's parts as a JSON pointer writes them. */
const pointer = (...names: string[]) =>
  names.map((name) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")

const compiled = new Map<string, ValidateFunction>()

function check(place: string, told: Told): void {
  const isAsDescribed = compiled.get(place) ?? ajv.compile({ $ref: place })
  compiled.set(place, isAsDescribed)
  if (isAsDescribed(told.body)) return
  const [first] = isAsDescribed.errors ?? []
  throw new Error(
    `${told.method} ${told.path} (${told.status}) is not as ${place} says: ${first?.instancePath} ${first?.message} ${JSON.stringify(first?.params)} in ${told.text.slice(0, 600)}`,
  )
}

/** Throws when an answer of the API is not what it says that it answers. */
export function expectDescribed(told: Told): void {
  const operation = operationOf(told)
  if (operation && told.status >= 400) check("api#/components/schemas/Error", told)
  if (!operation || told.status >= 400) return
  const media = told.type.split(";")[0]?.trim() ?? ""
  // What passes through is the HR system's, with its own status and type.
  const isRow = told.status === 200 && operation.tag === "Proxy" && media === "application/json"
  if (operation.bodyKind === "bytes" && !isRow) return
  if (told.query.get("truto_response_format") === "raw") return
  if (told.status === 202 && operation.accepted !== undefined && told.text === "") return
  if (told.status !== 200 || !operation.mediaTypes.some((one) => one === media || one === "*/*"))
    throw new Error(`${told.method} ${told.path}: ${operation.id} does not say that it answers ${told.status} ${media}`)
  if (media !== "application/json") return
  const written = places.get(shapeOf(operation.path)) ?? operation.path
  const method = told.method.toLowerCase()
  check(`api#/paths/${pointer(written, method, "responses", "200", "content", media, "schema")}`, told)
}
