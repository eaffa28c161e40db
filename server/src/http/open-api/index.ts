import { delivery, EVENTS, type Operation, operations, TAGS } from "@rollcall/contract"
import { z } from "zod"
import { describeRefusals, ERROR, headersOf, refusalsOf } from "./answers.js"
import { BODY_EXAMPLES } from "./body-examples.js"
import { parametersOf, SHARED_PARAMETERS } from "./parameters.js"
import { sampleOf } from "./sample.js"
import { type Components, type Schema, toSchema } from "./schemas.js"

/** The contract as an OpenAPI 3.1 document. */
export function describeApi({ version, publicUrl }: { version: string; publicUrl: string }): Schema {
  const components: Components = { Error: ERROR }
  const paths = describePaths(components)
  const webhooks = describeEvents(components)
  const used = new Set(
    [...JSON.stringify(paths).matchAll(/#\/components\/responses\/(\w+)/g)].map(([, name = ""]) => name),
  )
  return {
    openapi: "3.1.0",
    info: {
      title: "Rollcall",
      version,
      description: "One API for the HR systems of your customers.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl, description: "This server." }],
    security: [{ bearer: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    webhooks,
    components: {
      schemas: components,
      parameters: SHARED_PARAMETERS,
      ...describeRefusals(used),
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API token, or an integrated account's." },
      },
    },
  }
}

const METHODS = ["get", "post", "put", "patch", "delete"]

function describePaths(components: Components): Record<string, Components> {
  const paths: Record<string, Components> = {}
  /** Two paths that differ in the names of their parameters alone are one. */
  const written = new Map<string, string>()
  for (const operation of Object.values<Operation>(operations)) {
    const own = operation.path.replace(/:(\w+)/g, "{$1}").replace("*", "{path}")
    const shape = own.replace(/\{\w+\}/g, "{}")
    const path = written.get(shape) ?? own
    written.set(shape, path)
    for (const method of operation.method === "ANY" ? METHODS : [operation.method.toLowerCase()])
      paths[path] = { ...paths[path], [method]: describe(asCalled(operation, method), { method, path, components }) }
  }
  return paths
}

/** What takes any method writes by all but GET. */
const asCalled = (operation: Operation, method: string): Operation =>
  method === "get" ? { ...operation, idempotent: false, takesKey: false } : operation

/** What is posted to webhooks: the payload of each event in the envelope that all have. */
function describeEvents(components: Components): Components {
  const told = Object.entries(EVENTS).map(([type, { summary, payload, sample }]) => {
    const body = delivery.extend({ event: z.literal(type), event_type: z.literal(type), payload })
    const schema = toSchema(body, components, "output")
    const example = { ...(sampleOf(schema, { components }) as Schema), payload: sample } // an object's
    const post = {
      operationId: `event_${type.replace(":", "_")}`,
      tags: ["Events"],
      summary,
      security: [],
      requestBody: { content: { "application/json": { schema, example } } },
      responses: {
        200: { description: "Any 2xx: it has arrived." },
        "4XX": { description: "Anything else: it has not, and is sent again." },
      },
    }
    return [type, { post }]
  })
  return Object.fromEntries(told)
}

type Place = { method: string; path: string; components: Components }

function describe(operation: Operation, { method, path, components }: Place): Schema {
  const isOne = operation.method !== "ANY"
  return {
    operationId: isOne ? operation.id : `${operation.id}_${method}`,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.scope === "public" ? { security: [] } : {}),
    parameters: parametersOf(operation, { path, components }),
    ...(method === "get" ? {} : requestOf(operation, components)),
    responses: {
      200: doneWith(operation, components),
      // What passes through is answered with the HR system's own status.
      ...(operation.bodyKind === "bytes" && operation.scope !== "public" ? passedOn(operation) : {}),
      ...(operation.accepted === undefined
        ? {}
        : { 202: { description: operation.accepted, headers: headersOf(operation) } }),
      ...refusalsOf(operation),
    },
  }
}

const doneWith = (operation: Operation, components: Components): Schema => ({
  description: doneOf(operation),
  headers: headersOf(operation),
  content: contentOf(operation, components),
})

const passedOn = (operation: Operation): Schema => ({
  201: {
    description: "Made, with the body that the HR system answered.",
    headers: headersOf(operation),
    content: { "application/json": { schema: {} } },
  },
  204: { description: "Done; the HR system answered no body.", headers: headersOf(operation) },
})

const doneOf = ({ bodyKind, unknownKeys }: Operation): string =>
  bodyKind === "json" && unknownKeys === "tell"
    ? "Done. `warnings` names keys of the body that are not known and were left out."
    : "Done."

function requestOf({ id, bodyKind, body, path }: Operation, components: Components): Schema {
  if (bodyKind === "none") return {}
  if (bodyKind === "bytes")
    return {
      requestBody: { description: "Goes to the HR system as it is.", content: { "application/json": { schema: {} } } },
    }
  const schema = toSchema(body, components, "input")
  const sampling = { components, onlyRequired: true, ...aboutOf(path) }
  const example = Object.hasOwn(BODY_EXAMPLES, id) ? BODY_EXAMPLES[id] : sampleOf(schema, sampling)
  return { requestBody: { required: true, content: { "application/json": { schema, example } } } }
}

/** What a path is about. */
function aboutOf(path: string): { about?: string } {
  const about = path.split("/").findLast((part) => part !== "" && !part.startsWith(":"))
  return about === undefined ? {} : { about }
}

const TEXT = /^text\/|ndjson$/
const text = { type: "string" }
const file = { type: "string", format: "binary" }

function contentOf({ answer, mediaTypes, path }: Operation, components: Components): Schema {
  const schema = toSchema(answer, components, "output")
  const isJson = mediaTypes[0] === "application/json"
  const shown = isJson ? { schema, example: sampleOf(schema, { components, ...aboutOf(path) }) } : { schema }
  return Object.fromEntries(
    mediaTypes.map((type) => [type, type === "application/json" ? shown : { schema: TEXT.test(type) ? text : file }]),
  )
}
