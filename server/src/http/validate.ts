import { alternativeTo, type Operation } from "@rollcall/contract"
import { nearest } from "@rollcall/contract/nearest"
import type { z } from "zod"
import { AppError, type Failure } from "../errors.js"
import { plainWords } from "./plain-words.js"
import { keysAt } from "./schema-keys.js"

const PLAIN = { reportInput: true, error: plainWords }

type Part = "query" | "body" | "path"

/** As many failures are told; their number is told when there are more. */
const MOST_FAILURES = 20

/** Parses one part of a request. The error names the bad fields and says what to do about the first. */
export function validate<T extends z.ZodType>(schema: T, value: unknown, part: Part): z.infer<T> {
  const read = schema.safeParse(value, PLAIN)
  if (read.success) return read.data
  throw refusal(read.error.issues, { schema, part, value })
}

function refusal(issues: readonly Issue[], about: About): AppError {
  const failures = issues
    .slice(0, MOST_FAILURES)
    .flatMap((issue) => failuresOf(issue, about))
    .slice(0, MOST_FAILURES)
  const [first] = failures
  const message = first ? `${first.path || about.part}: ${first.message}` : `the ${about.part} is not valid`
  const count = issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0)
  return new AppError("request.invalid", message, {
    failures,
    isUndone: true,
    ...(count > failures.length ? { failureCount: count } : {}),
  })
}

/** Parses a body. Keys that are not known are refused, or left out and told, as the operation says. */
export function validateBody<B extends z.ZodType>(
  { body: schema, unknownKeys }: Pick<Operation<z.ZodType, z.ZodType, B>, "body" | "unknownKeys">,
  value: unknown,
): { body: z.infer<B>; warnings: Failure[] } {
  const read = schema.safeParse(value, PLAIN)
  if (read.success) return { body: read.data, warnings: [] }
  const about = { schema, part: "body" as const, value }
  const { issues } = read.error
  const unknown = issues.filter((issue) => issue.code === "unrecognized_keys")
  if (unknownKeys === "refuse" || unknown.length < issues.length) throw refusal(issues, about)
  const known = structuredClone(value)
  for (const { path, keys } of unknown) for (const key of keys) removeAt(known, path, key)
  const warnings = unknown.flatMap((issue) => failuresOf(issue, about)).slice(0, MOST_FAILURES)
  return { body: validate(schema, known, "body"), warnings }
}

function removeAt(root: unknown, path: readonly PropertyKey[], key: string): void {
  const holder = path.reduce<unknown>((at, step) => (isHolder(at) ? Reflect.get(at, step) : undefined), root)
  if (isHolder(holder)) Reflect.deleteProperty(holder, key)
}

const isHolder = (value: unknown): value is object => typeof value === "object" && value !== null

type Issue = z.core.$ZodIssue
type About = { schema: z.ZodType; part: Part; value: unknown }

function failuresOf(issue: Issue, about: About): Failure[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.slice(0, MOST_FAILURES).map((key) => unknownKey(key, issue, about))
  if (issue.code === "invalid_union") return unionFailures(issue, about)
  return [{ path: givenName(issue.path, about), message: messageOf(issue, about) }]
}

function messageOf(issue: Issue, { schema, part }: About): string {
  const isMissing = "input" in issue && issue.input === undefined && ABSENT.has(issue.code)
  if (isMissing) return "is required"
  const isLoneValue = part === "query" && issue.code === "invalid_type" && typeof issue.input === "string"
  const known = issue.code === "invalid_type" && issue.expected === "object" ? keysAt(schema, issue.path) : []
  if (part === "body" && issue.path.length > 0 && known.length > 0) return `give an object with ${known.join(", ")}`
  const [inner] = isLoneValue ? known : []
  return inner === undefined
    ? issue.message
    : `give ${nameOf([...issue.path, inner])}=${String(issue.input || "...").slice(0, 100)}`
}

const ABSENT: ReadonlySet<string> = new Set(["invalid_type", "invalid_value", "invalid_union"])

/** A filter is a value or an object of operators: of the two complaints, the one about the given form is shown. */
function unionFailures(issue: Extract<Issue, { code: "invalid_union" }>, about: About): Failure[] {
  const branches = issue.errors.filter((branch) => branch.length > 0)
  const fitting =
    branches.find((branch) => !branch.some((one) => one.code === "invalid_type" && one.path.length === 0)) ??
    branches[0]
  if (!fitting || issue.input === undefined)
    return [{ path: givenName(issue.path, about), message: messageOf(issue, about) }]
  return fitting.flatMap((one) => failuresOf({ ...one, path: [...issue.path, ...one.path] }, about))
}

function unknownKey(key: string, issue: Issue, { schema, part }: About): Failure {
  const path = nameOf([...issue.path, key]).slice(0, 300)
  if (issue.path.length > 0) return { path, message: unknownInside(key, keysAt(schema, issue.path)) }
  const alternative = part === "query" ? alternativeTo(key) : undefined
  if (alternative !== undefined) return { path, message: `is not taken here: ${alternative}` }
  const known = keysOf(schema)
  const near = nearest(key, known)
  const hint = near ? `; did you mean ${near}?` : known.length > 0 ? `; known are ${known.join(", ")}` : ""
  return { path, message: `is not a known ${part} parameter${hint}` }
}

function unknownInside(key: string, known: readonly string[]): string {
  if (known.length === 0) return "is not known here: see GET /openapi.json for what it takes"
  const near = nearest(key, known)
  return `is not known here: ${near ? `did you mean ${near}? There` : "there"} ${known.length === 1 ? "is" : "are"} ${known.join(", ")}`
}

const keysOf = (schema: z.ZodType): string[] => keysAt(schema, [])

/**
 * The name of what the caller sent: one value (`status=a`), or several in a text (`id[in]=a,b`), is read as a list whose
 * places the caller has not written.
 */
function givenName(path: readonly PropertyKey[], { value }: About): string {
  const named: PropertyKey[] = []
  let at = value
  for (const step of path) {
    if (typeof step === "number" && !Array.isArray(at)) {
      const operators = isHolder(at) ? Object.keys(at) : []
      return nameOf(operators.length === 1 ? [...named, ...operators] : named)
    }
    named.push(step)
    at = isHolder(at) ? Reflect.get(at, step) : undefined
  }
  return nameOf(named)
}

/** `manager[id]` as the caller wrote it. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((step, index) => (index === 0 ? String(step) : `[${String(step)}]`)).join("")
