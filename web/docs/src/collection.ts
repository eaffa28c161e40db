import type { ApiDocument, ApiOperation, Parameter } from "./open-api.js"

const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

/** What `npm start` prints and the documentation uses everywhere. */
const VARIABLES = [
  { key: "ROLLCALL_URL", value: "http://127.0.0.1:8080" },
  { key: "ROLLCALL_TOKEN", value: "" },
  { key: "ACCOUNT_ID", value: "" },
]

/** The API as a collection of Postman's format 2.1, which Bruno imports too: a folder for each family of operations. */
export function collectionOf({ tags, operations }: ApiDocument) {
  const folders = tags
    .map(({ name, description }) => ({
      name,
      description,
      item: operations.filter(({ tag }) => tag === name).map(requestOf),
    }))
    .filter(({ item }) => item.length > 0)
  return {
    info: { name: "Rollcall", description: "One API for the HR systems of your customers.", schema: SCHEMA },
    auth: { type: "bearer", bearer: [{ key: "token", value: "{{ROLLCALL_TOKEN}}", type: "string" }] },
    variable: VARIABLES,
    item: folders,
  }
}

/** An account is asked for in the query or in the path, and is the one of the variable. */
const isAccount = ({ path }: ApiOperation, { name, in: place }: Parameter): boolean =>
  name === "integrated_account_id" || (place === "path" && path.startsWith("/integrated-account/{"))

function requestOf(operation: ApiOperation) {
  const { id, method, path, summary, parameters, body } = operation
  const givenFor = (one: Parameter) => (isAccount(operation, one) ? "{{ACCOUNT_ID}}" : "")
  const query = parameters
    .filter((one) => one.in === "query")
    .map((one) => ({
      key: one.name,
      value: givenFor(one),
      description: one.description,
      disabled: !one.isRequired && !isAccount(operation, one),
    }))
  const variable = parameters
    .filter((one) => one.in === "path")
    .map((one) => ({ key: one.name, value: givenFor(one), description: one.description }))
  const segments = path
    .slice(1)
    .replace(/\{(\w+)\}/g, ":$1")
    .split("/")
  const asked = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`)
  const raw = `{{ROLLCALL_URL}}/${segments.join("/")}${asked.length > 0 ? `?${asked.join("&")}` : ""}`
  const sent =
    body === undefined
      ? {}
      : { body: { mode: "raw", raw: JSON.stringify(body, null, 2), options: { raw: { language: "json" } } } }
  const header = body === undefined ? [] : [{ key: "content-type", value: "application/json" }]
  return {
    name: `${method} ${path}`,
    request: {
      method,
      description: `${summary}\n\n${id}`,
      header,
      url: { raw, host: ["{{ROLLCALL_URL}}"], path: segments, query, variable },
      ...sent,
    },
  }
}
