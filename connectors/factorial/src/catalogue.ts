import { readFileSync } from "node:fs"
import {
  type Catalogue,
  type CatalogueMethod,
  type CatalogueResource,
  type HttpMethod,
  type PackedFields,
  unpackSchema,
} from "@rollcall/connector-kit"

/** `catalogue.json` has every operation of the API, short: a answer, m method, s scope, q query, b body. */
type Packed = { a: string; m: string; s?: string; q?: PackedFields; b?: PackedFields }

const packed: Record<string, Record<string, Packed>> = JSON.parse(
  readFileSync(new URL("../catalogue.json", import.meta.url), "utf8"),
)

const BY_ID = "ids[]"

function unpack(path: string, name: string, { a, m, s, q, b }: Packed): CatalogueMethod {
  return {
    name,
    httpMethod: asMethod(m),
    path: pathOf(path, name),
    answer: a === "page" || a === "array" ? a : "object",
    description: describe(path, name),
    scopes: s === undefined ? [] : [s],
    ...(q && BY_ID in q ? { byId: BY_ID } : {}),
    ...(q ? { query: unpackSchema(q) } : {}),
    ...(b ? { body: unpackSchema(b) } : {}),
  }
}

function pathOf(path: string, name: string): string {
  if (name === "list" || name === "create") return path
  return ["get", "update", "delete"].includes(name) ? `${path}/{id}` : `${path}/${name}`
}

const asMethod = (method: string): HttpMethod =>
  method === "POST" || method === "PUT" || method === "DELETE" || method === "PATCH" ? method : "GET"

const VERBS: Readonly<Record<string, string>> = {
  list: "List",
  get: "Read one of",
  create: "Create one of",
  update: "Update one of",
  delete: "Delete one of",
}

function describe(path: string, name: string): string {
  const [domain = "", resource = ""] = path.split("/").map((word) => word.replaceAll("_", " "))
  const verb = VERBS[name] ?? `Call ${name.replaceAll("_", " ")} on`
  return domain === resource ? `${verb} ${resource}.` : `${verb} ${resource} (${domain}).`
}

/** Every resource of Factorial by its proxy name, `{domain}-{resource}`. */
export const catalogue: Catalogue = new Map(
  Object.entries(packed).map(([path, methods]): [string, CatalogueResource] => {
    const name = path.replace("/", "-")
    return [name, { name, path, methods: Object.entries(methods).map(([word, one]) => unpack(path, word, one)) }]
  }),
)
