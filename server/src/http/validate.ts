import type { z } from "zod"
import { AppError, type Failure } from "../errors.js"

type Part = "query" | "body" | "path"

/** Parses one part of a request. The error names every bad field and says what to do about the first. */
export function validate<T extends z.ZodType>(schema: T, value: unknown, part: Part): z.infer<T> {
  const read = schema.safeParse(value, { reportInput: true })
  if (read.success) return read.data
  const failures = read.error.issues.flatMap((issue) => failuresOf(issue, { schema, part }))
  const [first] = failures
  const message = first ? `${first.path === "" ? part : first.path}: ${first.message}` : `the ${part} is not valid`
  throw new AppError("invalid_request", message, { failures, isUndone: true })
}

type Issue = z.core.$ZodIssue
type About = { schema: z.ZodType; part: Part }

function failuresOf(issue: Issue, about: About): Failure[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, issue, about))
  if (issue.code === "invalid_union") return unionFailures(issue, about)
  return [{ path: nameOf(issue.path), message: issue.message }]
}

/** A filter is a value or an object of operators: of the two complaints, the one about the given form is shown. */
function unionFailures(issue: Extract<Issue, { code: "invalid_union" }>, about: About): Failure[] {
  const branches = issue.errors.filter((branch) => branch.length > 0)
  const fitting =
    branches.find((branch) => !branch.some((one) => one.code === "invalid_type" && one.path.length === 0)) ??
    branches[0]
  if (!fitting) return [{ path: nameOf(issue.path), message: issue.message }]
  return fitting.flatMap((one) => failuresOf({ ...one, path: [...issue.path, ...one.path] }, about))
}

function unknownKey(key: string, issue: Issue, { schema, part }: About): Failure {
  const path = nameOf([...issue.path, key])
  const known = issue.path.length === 0 ? keysOf(schema) : []
  const near = nearest(key, known)
  const hint = near ? `; did you mean ${near}?` : known.length > 0 ? `; known are ${known.join(", ")}` : ""
  const isOperator = issue.path.length > 0
  return {
    path,
    message: isOperator
      ? "is not known here: see GET /openapi.json for what it takes"
      : `is not a known ${part} parameter${hint}`,
  }
}

const keysOf = (schema: z.ZodType): string[] =>
  "shape" in schema && typeof schema.shape === "object" && schema.shape !== null ? Object.keys(schema.shape) : []

/** `manager[id]` as the caller wrote it. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((step, index) => (index === 0 ? String(step) : `[${String(step)}]`)).join("")

/** The closest known name, if it is close at all. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((one) => ({
    one,
    distance: editDistance(name.slice(0, 60).toLowerCase(), one.toLowerCase()),
  }))
  const best = ranked.sort((a, b) => a.distance - b.distance)[0]
  return best && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.one : undefined
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change))
    }
    row = next
  }
  return row[b.length] ?? 0
}
