/** What is read of an OpenAPI document: operations with their parameters and examples. */
export type Parameter = { name: string; in: string; description: string; isRequired: boolean }
export type ApiOperation = {
  id: string
  method: string
  path: string
  tag: string
  summary: string
  parameters: readonly Parameter[]
  /** An example of the body, and of the answer. */
  body: unknown
  answer: unknown
}
export type ApiTag = { name: string; description: string }
export type ApiDocument = { tags: readonly ApiTag[]; operations: readonly ApiOperation[] }

type Json = { [key: string]: unknown }
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)
const inside = (value: unknown, ...keys: string[]): unknown =>
  keys.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), value)
const textIn = (value: unknown, key: string): string => {
  const text = inside(value, key)
  return typeof text === "string" ? text : ""
}
const listIn = (value: unknown, key: string): readonly unknown[] => {
  const list = inside(value, key)
  return Array.isArray(list) ? list : []
}

const METHODS = ["get", "post", "put", "patch", "delete"]

export function readApi(document: unknown): ApiDocument {
  const paths = inside(document, "paths")
  const operations = Object.entries(isObject(paths) ? paths : {}).flatMap(([path, methods]) =>
    METHODS.filter((method) => isObject(inside(methods, method))).map((method) =>
      readOperation(document, { path, method, declared: inside(methods, method) }),
    ),
  )
  const tags = listIn(document, "tags").map((tag) => ({
    name: textIn(tag, "name"),
    description: textIn(tag, "description"),
  }))
  return { tags, operations }
}

type Declared = { path: string; method: string; declared: unknown }

function readOperation(document: unknown, { path, method, declared }: Declared): ApiOperation {
  const parameters = listIn(declared, "parameters").map((one) => {
    const reference = textIn(one, "$ref")
    const real = reference === "" ? one : inside(document, ...reference.replace("#/", "").split("/"))
    return {
      name: textIn(real, "name"),
      in: textIn(real, "in"),
      description: textIn(real, "description"),
      isRequired: inside(real, "required") === true,
    }
  })
  return {
    id: textIn(declared, "operationId"),
    method: method.toUpperCase(),
    path,
    tag: String(listIn(declared, "tags")[0] ?? ""),
    summary: textIn(declared, "summary"),
    parameters,
    body: inside(declared, "requestBody", "content", "application/json", "example"),
    answer: inside(declared, "responses", "200", "content", "application/json", "example"),
  }
}
