import { type Connector, idColumnOf, type NamedView } from "@rollcall/connector-kit"
import { type MappingOverride, type MappingReads, model, type ResourceName } from "@rollcall/contract"
import { AppError, type Failure, noResource } from "../errors.js"
import { readPath } from "./paths.js"
import { type Problem, readsOf } from "./reads.js"
import type { Sandbox, Trouble } from "./sandbox.js"

export type Checking = { connector: Connector; owner: string; resource: ResourceName; given: MappingOverride }
/** What the expression looks at, and what may not be meant. */
export type Checked = { reads: MappingReads | null; warnings: string[] }

/** Refuses what can't work before it is kept: each thing that is wrong with where it stands. */
export async function checkOverride(sandbox: Pick<Sandbox, "compile">, checking: Checking): Promise<Checked> {
  const { connector, resource, given } = checking
  const views = connector.resources[resource]?.views
  if (!views) throw noResource(connector, resource)
  const failures = Object.entries(given.add ?? {}).flatMap(([field, path]) => {
    const message = path === null ? undefined : wrongWithPath(path, { resource, views })
    return message === undefined ? [] : [{ path: `add.${field}`, message }]
  })
  const found = given.response_mapping ? await readExpression(sandbox, checking, given.response_mapping) : undefined
  failures.push(...(found?.failures ?? []))
  if (failures.length > 0) throw refusal(failures)
  const reads = found?.reads ?? null
  return { reads, warnings: warningsFor({ views, given, reads }) }
}

/** As many are told. */
const MOST_FAILURES = 20

function refusal(failures: readonly Failure[]): AppError {
  const [first] = failures
  return new AppError("mapping.invalid", `${first?.path}: ${first?.message}`, {
    failures: failures.slice(0, MOST_FAILURES),
    ...(failures.length > MOST_FAILURES ? { failureCount: failures.length } : {}),
    isUndone: true,
  })
}

type Known = { resource: ResourceName; views: readonly NamedView[] }

const relationsIn = (views: readonly NamedView[]) => [...new Set(views.flatMap((view) => Object.keys(view.relations)))]

function wrongWithPath(path: string, { resource, views }: Known): string | undefined {
  const {
    root,
    steps: [first],
  } = readPath(path)
  const relations = relationsIn(views)
  if (root === "related" && !relations.includes(first))
    return `${first} is no related row: there ${relations.length > 0 ? `are ${relations.join(", ")}` : "are none"}`
  const fields = fieldsOf(resource)
  return root === "unified" && !fields.includes(first)
    ? `${resource} have no field ${first}: they have ${fields.join(", ")}`
    : undefined
}

const fieldsOf = (resource: ResourceName) =>
  Object.keys(model[resource].row.shape).filter((name) => name !== "remote_data" && name !== "mapping_errors")

async function readExpression(
  sandbox: Pick<Sandbox, "compile">,
  { owner, resource, connector }: Checking,
  source: string,
) {
  const compiled = await sandbox.compile({ owner, source })
  if ("error" in compiled) {
    const { code, message } = compiled.error
    if (code === "unavailable")
      throw new AppError("server.unavailable", message, { isUndone: true, retryAfterSeconds: 5 })
    return { failures: [failureOf(source, compiled.error)] }
  }
  const relations = relationsIn(connector.resources[resource]?.views ?? [])
  const { reads, problems } = readsOf(compiled.tree, { functions: compiled.functions, relations })
  const unknown = reads.unified === "all" ? [] : reads.unified.filter((name) => !fieldsOf(resource).includes(name))
  const unknownFields = unknown.map((name) => ({ message: `${resource} have no field ${name}` }))
  return { reads, failures: [...problems, ...unknownFields].map((problem) => failureOf(source, problem)) }
}

/** With the line and column of what is wrong, as editors count them. */
function failureOf(source: string, { message, position }: Problem | Trouble): Failure {
  if (position === undefined) return { path: "response_mapping", message }
  const before = source.slice(0, position).split("\n")
  const place = `line ${before.length}, column ${Math.max(1, before.at(-1)?.length ?? 1)}`
  return { path: "response_mapping", message: `${place} (character ${position}): ${message}` }
}

type Warning = { views: readonly NamedView[]; given: MappingOverride; reads: MappingReads | null }

/** Which columns an HR system gives is for it to say: one that no mapping reads may be there, or be misspelt. */
function warningsFor({ views, given, reads }: Warning): string[] {
  const known = new Set(views.flatMap((view) => [idColumnOf(view.from), ...view.from.columns]))
  const paths = Object.values(given.add ?? {}).flatMap((path) => (path === null ? [] : readPath(path)))
  const own = paths.flatMap(({ root, steps }) => (root === "remote" ? [steps[0]] : []))
  const read = [...own, ...(reads && reads.remote !== "all" ? reads.remote : [])]
  const tables = [...new Set(views.map(({ from }) => from.name))].join(", ")
  return [...new Set(read)]
    .filter((column) => !known.has(column))
    .map(
      (column) => `remote.${column}: Rollcall has not read it before; try the preview to see whether ${tables} has it`,
    )
}
