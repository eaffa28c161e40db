import { readFile } from "node:fs/promises"
import { METHODS, type Rollcall } from "@rollcall/sdk"
import { type Command, Option } from "commander"
import { type Connection, connect, withConnection } from "../connect.js"
import { hint } from "../hint.js"
import { type Io, usage } from "../io.js"
import { FORMATS, printOne, printRows, type Shown } from "../output.js"
import { readBody, readValues } from "../values.js"

type Method = { kind: string; method: string; http: string; path: string; traits: readonly string[] }
type Given = Connection &
  Shown & { limit?: string; data?: string; dryRun?: boolean; idempotencyKey?: string; yes?: boolean }

export const withOutput = (command: Command): Command =>
  command
    .addOption(new Option("-o, --output <format>", "how it is printed").choices([...FORMATS]).default("table"))
    .option("--columns <names>", "columns of a table or CSV, for example id,name,manager.id")

/** Verbs that are commands of their own. All others are reached by `rollcall call`. */
const VERBS: Readonly<Record<string, string>> = {
  list: "rows, filtered by name=value",
  get: "one row by its id",
  create: "make one of name=value",
  update: "change one by name=value",
  delete: "delete one",
  approve: "approve a request for time off",
  reject: "reject a request for time off",
  cancel: "cancel time off",
  terminate: "end a person's employment",
  unterminate: "take the end of an employment back",
  invite: "invite a person to use the HR system",
  addMembers: "put people into a group",
  removeMembers: "take people out of a group",
}
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const snake = (name: string): string => kebab(name).replaceAll("-", "_")

/** `timeoff_requests`, `timeoff-requests` and `timeoffRequests` are one. */
const camel = (name: string): string => name.replace(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase())

export const ALL: readonly Method[] = Object.entries(METHODS).flatMap(([kind, methods]) =>
  Object.entries(methods).map(([method, text]) => {
    const [http = "", path = "", ...traits] = (text as string).split(" ")
    return { kind, method, http, path, traits }
  }),
)
const kindsWith = (method: string): string[] =>
  ALL.filter((one) => one.method === method && !["proxy", "custom"].includes(one.kind)).map(({ kind }) => snake(kind))

/** `list employees`, `get webhooks ID`, `create timeoff_requests name=value`: a verb, what of, and which. */
export function addRowCommands(program: Command, io: Io): void {
  for (const [method, does] of Object.entries(VERBS)) {
    const kinds = kindsWith(method)
    const command = withOutput(withConnection(program.command(kebab(method)).description(does)))
      .argument("<resource>", "what of, see below")
      .argument("[values...]", "ids where it takes them, then name=value, or name:=JSON for numbers and lists")
    addOptionsOf(command, method)
    command.addHelpText("after", `\nResources:\n${wrap(kinds)}\n\n${EXAMPLES[method] ?? ""}`)
    command.action(async (resource: string, values: string[], given: Given) => {
      const found = ALL.find((one) => one.kind === camel(resource) && one.method === method)
      if (!found) throw usage(`${kebab(method)}: no resource ${resource}${hint(resource, kinds)}`)
      await callMethod(io, { method: found, values, given })
    })
  }
  addCall(program, io)
}

/** Any method of the API by its name in the SDK. */
function addCall(program: Command, io: Io): void {
  const command = withOutput(withConnection(program.command("call").description("any method of the API by its name")))
    .argument("<resource>", "for example webhooks, proxy or mapping_overrides")
    .argument("<method>", "for example rotate_secret")
    .argument("[values...]", "ids where it takes them, then name=value, or name:=JSON")
  addOptionsOf(command, "create")
  command.option("--limit <number>", "most rows of a list")
  const names = [...new Set(ALL.map(({ kind }) => kind))].map(
    (kind) =>
      `  ${snake(kind)}: ${ALL.filter((one) => one.kind === kind)
        .map(({ method }) => snake(method))
        .join(", ")}`,
  )
  command.addHelpText("after", `\nMethods:\n${names.join("\n")}`)
  command.action(async (...[resource, method, values, given]: [string, string, string[], Given]) => {
    const found = ALL.find((one) => one.kind === camel(resource) && one.method === camel(method))
    if (!found) throw usage(unknownMethod(resource, method))
    await callMethod(io, { method: found, values, given })
  })
}

function unknownMethod(resource: string, method: string): string {
  const methods = ALL.filter((one) => one.kind === camel(resource)).map((one) => snake(one.method))
  if (methods.length > 0) return `${resource} have no ${method}${hint(method, methods)}`
  const kinds = [...new Set(ALL.map(({ kind }) => snake(kind)))]
  return `there is no ${resource} ${method}${hint(resource, kinds)}`
}

/** The name in the unified model, however it is written. Throws for one that is not in it. */
export function unifiedResource(given: string): string {
  const names = [...new Set(ALL.filter(({ path }) => path.startsWith("/unified/hris/")).map(({ kind }) => snake(kind)))]
  const name = snake(camel(given))
  if (!names.includes(name)) throw usage(`there is no unified resource ${given}${hint(given, names)}`)
  return name
}

/** Throws for a method that the resource of the unified model has not. */
export function assertMethod(resource: string, method: string): void {
  const own = ALL.filter((one) => one.path.startsWith("/unified/hris/") && snake(one.kind) === resource)
  const names = own.map((one) => snake(one.method))
  if (!names.includes(snake(camel(method)))) throw usage(`${resource} have no ${method}${hint(method, names)}`)
}

export const DRY_RUN = new Option("--dry-run", "show the calls that the write would be, and write nothing")
export const IDEMPOTENCY_KEY = new Option("--idempotency-key <key>", "a repeat with the same key writes nothing twice")

function addOptionsOf(command: Command, method: string): void {
  if (method === "list") command.option("--limit <number>", "most rows in all; 0 for every row (default: 50)")
  if (method === "list" || method === "get") return
  command.option("-d, --data <json>", "body as JSON, @file, or - for the input; name=value goes over it")
  command.addOption(DRY_RUN).addOption(IDEMPOTENCY_KEY)
  if (method === "delete") command.option("-y, --yes", "do not ask")
}

const MOST_ROWS = 50

type Asked = { method: Method; values: readonly string[]; given: Given }

export async function callMethod(io: Io, { method, values, given }: Asked): Promise<void> {
  const rollcall = await connect(io, given)
  const count = method.path.split("{").length - 1
  const [ids, rest] = [values.slice(0, count), values.slice(count)]
  const names = [...method.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `<${name}>`)
  if (ids.length < count) throw usage(`${kebab(method.method)} ${snake(method.kind)} takes ${names.join(" ")} after it`)
  if (method.http === "GET") return read(io, rollcall, { method, ids, rest, given })
  await write(io, rollcall, { method, ids, rest, given })
}

type Calling = { method: Method; ids: readonly string[]; rest: readonly string[]; given: Given }
type Anyone = Record<string, Record<string, (...values: unknown[]) => unknown>>
const functionOf = (rollcall: Rollcall, { kind, method }: Method) =>
  (rollcall as unknown as Anyone)[kind]?.[method] as (...values: unknown[]) => Promise<unknown> // METHODS has its names

async function read(io: Io, rollcall: Rollcall, { method, ids, rest, given }: Calling): Promise<void> {
  const call = { signal: io.signal }
  const query = readValues(rest)
  const isList = ["cursor", "admin"].some((trait) => method.traits.includes(trait))
  const asked = functionOf(rollcall, method)(...ids, query, call)
  if (method.traits.includes("file")) return io.out(await ((await asked) as Response).text())
  if (!isList) return printOne(io, await asked, { ...given, kind: method.kind })
  const most = given.limit === undefined ? MOST_ROWS : wholeNumber(given.limit)
  const list = asked as unknown as { toArray(given: object): Promise<unknown[]> }
  const rows = await list.toArray({
    most: most === 0 ? Number.POSITIVE_INFINITY : most + (given.limit === undefined ? 1 : 0),
  })
  const hasMore = given.limit === undefined && rows.length > MOST_ROWS
  printRows(io, hasMore ? rows.slice(0, MOST_ROWS) : rows, { ...given, kind: method.kind })
  if (hasMore) io.err(`the first ${MOST_ROWS}: --limit takes another number, 0 for all\n`)
}

async function write(io: Io, rollcall: Rollcall, { method, ids, rest, given }: Calling): Promise<void> {
  const takesBody = method.traits.includes("body")
  // As a value it would be a field of the body, and the write would happen.
  if (method.kind !== "custom" && rest.some((one) => /^dry_run:?=/.test(one))) throw usage("dry_run: say --dry-run")
  const body = await readBody(rest, given.data, (from) => (from === "-" ? io.readStdin() : readFile(from, "utf8")))
  if (body !== undefined && !takesBody) throw usage(`${kebab(method.method)} takes no values`)
  const what = `${snake(method.kind)} ${ids.join(" ")}`.trim()
  if (method.method === "delete" && !given.yes && !given.dryRun && !(await io.confirm(`Delete ${what}?`)))
    throw usage("nothing was deleted: --yes deletes without asking")
  const query = given.dryRun ? { dry_run: true } : undefined
  const call = { signal: io.signal, idempotencyKey: given.idempotencyKey, query }
  const answer = await functionOf(rollcall, method)(...ids, ...(takesBody ? [body ?? {}] : []), call)
  if (given.dryRun && given.output !== "json")
    return printRows(io, ((answer as { steps: object[] }).steps ?? []).map(stepRow), { ...given, kind: "steps" })
  printOne(io, answer, { ...given, kind: method.kind })
}

function stepRow(step: object): object {
  const { name, request } = step as { name: string; request: { method: string; url: string; body: unknown } | null }
  return { name, method: request?.method, url: request?.url, body: request ? JSON.stringify(request.body) : "by then" }
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw usage(`${text}: give a whole number`)
  return Number(text)
}

const WIDTH = 100
function wrap(names: readonly string[]): string {
  const lines = [""]
  for (const name of names) {
    const last = lines.at(-1) ?? ""
    if (last.length + name.length > WIDTH) lines.push(name)
    else lines[lines.length - 1] = last === "" ? name : `${last} ${name}`
  }
  return lines.map((line) => `  ${line}`).join("\n")
}

const EXAMPLES: Readonly<Record<string, string>> = {
  list: `Examples:
  rollcall list employees employment_status=active 'updated_at[gte]=2026-01-01' --limit 0 -o csv
  rollcall list employees source=synced as_of=2026-03-01
  rollcall list integrated_accounts status=needs_reauth`,
  get: "Examples:\n  rollcall get employees 1657\n  rollcall get sync_runs RUN_ID -o json",
  create: `Examples:
  rollcall create timeoff_requests employee.id=1657 reason.id=9 start_time=2026-08-03 end_time=2026-08-07 --dry-run
  rollcall create webhooks target_url=https://app.example.com/hooks event_types:='["employee:*"]'
rollcall describe timeoff_requests create tells which values there are.`,
  update: "Examples:\n  rollcall update employees 1657 job_title=Engineer",
}
