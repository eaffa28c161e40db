import type { Operation } from "@rollcall/contract"
import { type Components, describe, propertiesOf, type Schema, toSchema } from "./schemas.js"

/** What a request says besides its body: path, query and headers. */
export function parametersOf(operation: Operation, { path, components }: { path: string; components: Components }) {
  return [
    ...pathParameters(operation, path),
    ...queryParameters(operation, components),
    ...(operation.takesKey ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    { $ref: "#/components/parameters/RequestId" },
  ]
}

export const SHARED_PARAMETERS: Components = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "A key of your own for one write: a repeat with it is answered what the first was, for a day. Of a batch's, each write in it has a key that is made from it.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
  },
  RequestId: {
    name: "X-Request-Id",
    in: "header",
    description: "An id of your own for the request, else one is made.",
    schema: { type: "string", pattern: "^[\\w.:-]{1,100}$" },
  },
}

/** `path` may name a parameter otherwise than the operation: two operations of one path have one name for it. */
function pathParameters({ params, path: declared }: Operation, path: string): Schema[] {
  const own = [...declared.replace("*", ":path").matchAll(/:(\w+)/g)].map(([, name = ""]) => name)
  const given = propertiesOf(toSchema(params, {}, "input"))
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""], index) => {
    const key = own[index] ?? name
    const { description, ...schema } = describe(key, given[key] ?? given["*"] ?? { type: "string" })
    return { name, in: "path", required: true, description: description ?? "The rest of the path.", schema }
  })
}

/** A parameter as it is once it has been read, which says more than "text"; where that can't be told, as it is given. */
function queryParameters({ query }: Operation, components: Components): Schema[] {
  const given = propertiesOf(toSchema(query, components, "input"))
  const read = propertiesOf(toSchema(query, components, "output"))
  return Object.keys(given).map((name) => {
    const isTold = Object.keys(read[name] ?? {}).some((key) => key !== "description")
    const { description, ...schema } = (isTold ? read[name] : given[name]) ?? {}
    return { name, in: "query", description, ...styleOf(schema), schema: share(schema, components) }
  })
}

/** Filters are alike: their conditions are components by what is compared, not types of each parameter. */
function share(schema: Schema, components: Components): Schema {
  if (Array.isArray(schema.anyOf))
    return { ...schema, anyOf: schema.anyOf.map((one: Schema) => share(one, components)) }
  if (schema.type !== "object") return schema
  const properties = propertiesOf(schema)
  const name = conditionOf(properties)
  if (name === undefined) {
    const shared = Object.entries(properties).map(([key, one]) => [key, share(one, components)])
    return shared.length === 0 ? schema : { ...schema, properties: Object.fromEntries(shared) }
  }
  components[name] ??= schema
  return JSON.stringify(components[name]) === JSON.stringify(schema) ? { $ref: `#/components/schemas/${name}` } : schema
}

function conditionOf({ eq, ne, gt }: Components): string | undefined {
  if (eq === undefined) return undefined
  if (gt) return eq.pattern ? "NumberCondition" : ne ? "TimeCondition" : "MomentCondition"
  return ne === undefined ? "FlagCondition" : eq.minLength ? "TextCondition" : "ChoiceCondition"
}

const has = ({ type, anyOf }: Schema, wanted: string): boolean =>
  type === wanted || (Array.isArray(anyOf) && anyOf.some((one: Schema) => has(one, wanted)))

/** `a[in]=x` is an object, `a=x,y` a list. */
const styleOf = (schema: Schema): Schema =>
  has(schema, "object") ? { style: "deepObject", explode: true } : has(schema, "array") ? { explode: false } : {}
