import type { Connector } from "@rollcall/connector-kit"
import { isResourceName, MODEL_NAME, model, operatorsOf, RESOURCES } from "@rollcall/contract"
import { methodsOf } from "./capabilities.js"
import { isRefused, toSchema } from "./methods.js"

type Page = { contentType: string; body: string }
type Described = {
  resource: string
  label: string
  description: string
  methods: string[]
  schema: unknown
  filters: Filter[]
}
type Filter = { name: string; type: string; operators: readonly string[]; values?: readonly string[] }

/** Documentation of every unified resource of an integration. */
export function describeWholeModel(connector: Connector, format: "json" | "md" | "html"): Page {
  const resources = RESOURCES.filter((name) => connector.resources[name]).map((name) => describe(connector, name))
  if (format === "json") {
    const body = JSON.stringify({ model: MODEL_NAME, integration: connector.id, resources })
    return { contentType: "application/json; charset=utf-8", body }
  }
  const title = `HRIS with ${connector.name}`
  return format === "md"
    ? { contentType: "text/markdown; charset=utf-8", body: [`# ${title}`, ...resources.map(toMarkdown)].join("\n\n") }
    : { contentType: "text/html; charset=utf-8", body: toHtml(title, resources) }
}

function describe(connector: Connector, name: (typeof RESOURCES)[number]): Described {
  const { label, description, row, filters } = model[name]
  return {
    resource: name,
    label,
    description,
    methods: methodsOf(connector, name),
    schema: toSchema(row),
    filters: Object.entries(filters)
      .filter(([filterName]) => !isRefused(connector, name, filterName))
      .map(([filterName, filter]) => ({
        name: filterName,
        type: filter.type,
        operators: operatorsOf(filter),
        ...(filter.values ? { values: filter.values } : {}),
      })),
  }
}

const fieldNames = ({ resource }: Described): string[] =>
  isResourceName(resource) ? Object.keys(model[resource].row.shape) : []

const toMarkdown = (one: Described): string =>
  [
    `## ${one.label}`,
    one.description,
    `\`/unified/${MODEL_NAME}/${one.resource}\`: ${one.methods.join(", ")}`,
    `Fields: ${fieldNames(one)
      .map((name) => `\`${name}\``)
      .join(", ")}`,
    "| filter | type | operators | values |\n| --- | --- | --- | --- |",
    ...one.filters.map(
      (f) => `| \`${f.name}\` | ${f.type} | ${f.operators.join(", ")} | ${f.values?.join(", ") ?? ""} |`,
    ),
  ]
    .join("\n\n")
    .replaceAll("|\n\n|", "|\n|")

function toHtml(title: string, resources: readonly Described[]): string {
  const sections = resources.map((one) => {
    const rows = one.filters.map(
      (f) =>
        `<tr><td><code>${f.name}</code><td>${f.type}<td>${f.operators.join(", ")}<td>${f.values?.join(", ") ?? ""}</tr>`,
    )
    const fields = fieldNames(one).map((name) => `<code>${name}</code>`)
    return `<h2>${one.label}</h2><p>${one.description}<p><code>/unified/${MODEL_NAME}/${one.resource}</code>: ${one.methods.join(", ")}
<p>Fields: ${fields.join(", ")}<table><tr><th>filter<th>type<th>operators<th>values</tr>${rows.join("")}</table>`
  })
  const style =
    "body{font:16px system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;padding:.2rem .8rem}"
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${style}</style><h1>${title}</h1>${sections.join("")}</html>`
}
