// The methods of the SDK as TypeScript: an interface for each namespace, and the table that they are made of at run time.

const upper = (name) => name[0].toUpperCase() + name.slice(1)

export function writeMethods({ namespaces, calls, errors, schemas }) {
  const all = Object.entries(namespaces)
  const ids = all.flatMap(([, methods]) => Object.values(methods))
  return [
    IMPORTS,
    writeTable(all, calls),
    writeCodes(errors),
    'type Schemas = components["schemas"]',
    "/** The rows of each resource, by the name that events have for it. */",
    `export type UnifiedRows = {\n${ids.flatMap((id) => rowOf(calls.get(id), schemas)).join("\n")}\n}\n`,
    ...all.map(([name, methods]) => `${writeNamespace(name, methods, calls)}\n`),
    `export interface Namespaces {\n${all.map(([name]) => `  ${name}: ${upper(name)}`).join("\n")}\n}\n`,
  ].join("\n")
}

const IMPORTS = `import type { Answer, Body, Call, DryCall, NewCall, Own, PageOf, Pages, Query, RowOf } from "../types.js"
import type { components } from "./api.js"
`

function writeTable(all, calls) {
  const tables = all.map(([name, methods]) => {
    const lines = Object.entries(methods).map(([method, id]) => `    ${method}: "${encode(calls.get(id))}",`)
    return `  ${name}: {\n${lines.join("\n")}\n  },`
  })
  return `/**
 * Every method: HTTP method, path, then what it is: \`cursor\`, \`admin\` or \`sequence\` how a list goes on, \`account\` it takes
 * the client's account in its query and \`own\` in its body, \`key\` it takes an idempotency key, \`body\` a body comes after the
 * path's values, \`file\` it answers a file.
 */
export const METHODS = {\n${tables.join("\n")}\n} as const
`
}

function writeCodes(errors) {
  const codes = Object.keys(errors).map((code) => `  | "${code}"`)
  const retried = Object.entries(errors).flatMap(([code, { retry }]) => (retry ? [`  "${code}",`] : []))
  return `/** Errors after which the same request may do. */
export const RETRIED: readonly string[] = [\n${retried.join("\n")}\n]

/** Every code with which a server refuses. */
export type ErrorCode =\n${codes.join("\n")}
`
}

/** Whatever calls the HR system in its own shapes takes any query, and the account in it. */
function encode({ method, path, paging, takesKey, queryNames, body, isBytes, isFile }) {
  const traits = [
    ...(paging === "none" ? [] : [paging]),
    ...(queryNames.includes("integrated_account_id") || /^.(proxy|custom)/.test(path) ? ["account"] : []),
    ...(body?.required?.includes("integrated_account_id") ? ["own"] : []),
    ...(takesKey ? ["key"] : []),
    ...(body || isBytes ? ["body"] : []),
    ...(isFile ? ["file"] : []),
  ]
  return [method, path, ...traits].join(" ")
}

/** `list_x` answers pages of a named row. */
function rowOf({ id, path }, schemas) {
  const resource = /^\/unified\/hris\/(\w+)$/.exec(path)?.[1]
  if (!resource || id !== `list_${resource}`) return []
  const page = schemas[`${upper(resource.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()))}Page`]
  const name = page.properties.result.items.$ref.split("/").at(-1)
  return [`  "hris/${resource}": Schemas["${name}"]`]
}

function writeNamespace(name, methods, calls) {
  const lines = Object.entries(methods).flatMap(([method, id]) => {
    const call = calls.get(id)
    return [`  /** ${call.described.summary} \`${call.method} ${call.path}\` */`, ...signatures(method, call)]
  })
  return `export interface ${upper(name)} {\n${lines.join("\n")}\n}`
}

function signatures(method, call) {
  const { id, path, pathNames, body, isBytes, paging, isFile } = call
  const ids = pathNames.map((one) => `${one.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())}: string`)
  const given = body ? [bodyArgument(call)] : isBytes ? ["body?: unknown"] : []
  const query = `Query<"${id}">`
  if (call.method === "GET") {
    const answer = isFile
      ? "Promise<Response>"
      : isList(paging)
        ? `Pages<RowOf<"${id}">, PageOf<"${id}">>`
        : `Promise<Answer<"${id}">>`
    const hasQuery = call.queryNames.length > 0 || /^.(proxy|custom)/.test(path)
    return [
      `  ${method}(${[...ids, ...(hasQuery ? [`query?: ${query}`] : []), "options?: Call"].join(", ")}): ${answer}`,
    ]
  }
  const options = `options?: NewCall<${query}>`
  const plain = `  ${method}(${[...ids, ...given, options].join(", ")}): Promise<Answer<"${id}">>`
  if (!call.queryNames.includes("dry_run")) return [plain]
  const dry = `options: DryCall<${query}>`
  const needed = given.map((one) => one.replace("?: ", ": undefined | "))
  return [`  ${method}(${[...ids, ...needed, dry].join(", ")}): Promise<Schemas["DryRun"]>`, plain]
}

const isList = (paging) => paging !== "none"

/** What the client fills in need not be given. */
function bodyArgument({ id, body }) {
  const needed = body.required ?? []
  const isOwn = needed.includes("integrated_account_id")
  const isOptional = needed.length === (isOwn ? 1 : 0) && !body.anyOf
  return `${isOptional ? "body?" : "body"}: ${isOwn ? `Own<Body<"${id}">>` : `Body<"${id}">`}`
}
