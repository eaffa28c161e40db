// Writes src/generated/: the types of the API and the methods of the SDK, both from the contract. It needs what
// `npm ci --prefix test/openapi-clients` installs, and a built workspace: `npm run generate:sdk`.
import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { ERRORS, operations, RESOURCES } from "../../../contract/dist/index.js"
import { describeApi } from "../../../server/dist/http/open-api/index.js"
import { placeMethods } from "./methods.js"
import { writeMethods } from "./write-methods.js"

const HEADER = "// Made from the contract by clients/sdk/scripts/generate.js: `npm run generate:sdk` writes it anew.\n"
const OUT = new URL("../src/generated/", import.meta.url)

/** By id: what its requests take and its answer is, without what the SDK does itself. */
function callsOf(api) {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const declared = operations[described.operationId] ?? operations.custom
      const given = described.parameters ?? []
      return {
        id: described.operationId,
        method: method.toUpperCase(),
        path,
        described,
        paging: declared.paging,
        takesKey: declared.takesKey && method !== "get",
        isBytes: declared.bodyKind === "bytes" && method !== "get",
        isFile: !Object.keys(described.responses[200]?.content ?? {}).includes("application/json"),
        pathNames: given.filter((one) => one.in === "path").map(({ name }) => name),
        queryNames: given.filter((one) => one.in === "query").map(({ name }) => name),
        body: bodyOf(described, api.components.schemas),
      }
    }),
  )
}

/** Undefined where nothing may be said. */
function bodyOf({ requestBody }, schemas) {
  const schema = requestBody?.content?.["application/json"]?.schema
  const name = schema?.$ref?.split("/").at(-1)
  return name === "NoBody" ? undefined : name ? schemas[name] : schema
}

/** What types are made of: no examples, headers or refusals, which would be most of it. */
function lean(api, ids) {
  const paths = Object.entries(api.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods)
        .filter(([, { operationId }]) => ids.has(operationId))
        .map(([method, operation]) => [method, leanOperation(operation)]),
    ),
  ])
  const webhooks = Object.entries(api.webhooks).map(([name, { post }]) => [name, { post: leanOperation(post) }])
  return {
    ...{ openapi: api.openapi, info: api.info },
    paths: Object.fromEntries(paths.filter(([, methods]) => Object.keys(methods).length > 0)),
    webhooks: Object.fromEntries(webhooks),
    components: { schemas: Object.fromEntries(Object.entries(api.components.schemas).map(takingLists)) },
  }
}

/** A list in a query may be one value. */
const takingOne = (parameter) =>
  parameter.schema?.type === "array"
    ? { ...parameter, schema: { anyOf: [parameter.schema.items, parameter.schema] } }
    : parameter

/** The SDK takes the values of `in` as a list too. */
function takingLists([name, schema]) {
  if (!name.endsWith("Condition") || !schema.properties?.in) return [name, schema]
  const { description, ...one } = schema.properties.in
  const several = { description, anyOf: [one, { type: "array", items: { type: "string" } }] }
  return [name, { ...schema, properties: { ...schema.properties, in: several } }]
}

function leanOperation({ operationId, parameters = [], requestBody, responses }) {
  const content = Object.entries(responses[200]?.content ?? {}).map(([type, { schema }]) => [type, { schema }])
  const body = requestBody?.content?.["application/json"]
  return {
    operationId,
    parameters: parameters.filter((one) => one.in === "path" || one.in === "query").map(takingOne),
    ...(body ? { requestBody: { ...requestBody, content: { "application/json": { schema: body.schema } } } } : {}),
    responses: { 200: { description: "Done.", content: Object.fromEntries(content) } },
  }
}

/** The tools have their own folder, because they are heavy. */
async function loadTypesWriter() {
  const require = createRequire(new URL("../../../test/openapi-clients/package.json", import.meta.url))
  const writer = await import(require.resolve("openapi-typescript"))
  return writer.default.default ? writer.default : writer
}

/** The text of each file, by its name. */
export async function generate() {
  const api = describeApi({ version: "0.1.0", publicUrl: "https://rollcall.example.com" })
  const calls = new Map(callsOf(api).map((call) => [call.id, call]))
  const namespaces = placeMethods({ ids: [...calls.keys()], resources: RESOURCES })
  const ids = new Set(Object.values(namespaces).flatMap(Object.values))
  const { default: openapiTS, astToString } = await loadTypesWriter()
  const types = astToString(await openapiTS(lean(api, ids), { alphabetize: false, emptyObjectsUnknown: true }))
  const methods = writeMethods({ namespaces, calls, errors: ERRORS, schemas: api.components.schemas })
  return { "api.ts": format(`${HEADER}${types}`), "methods.ts": format(`${HEADER}${methods}`) }
}

/** As the formatter leaves it, so that it changes with the contract alone. */
const format = (input) =>
  execFileSync("npx", ["biome", "format", "--stdin-file-path=generated.ts"], {
    input,
    encoding: "utf8",
    maxBuffer: 1e8,
  })

if (process.argv[1] === import.meta.filename) {
  const made = await generate()
  const isCheck = process.argv.includes("--check")
  for (const [name, text] of Object.entries(made)) {
    const file = new URL(name, OUT)
    if (!isCheck) writeFileSync(file, text)
    else if (readFileSync(file, "utf8") !== text) {
      process.stderr.write(`clients/sdk/src/generated/${name} is not what the contract says: npm run generate:sdk\n`)
      process.exitCode = 1
    }
  }
}
