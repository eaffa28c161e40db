import { BadOrder } from "../bad-order.js"
import { isObject, type Json, parseJson } from "../json.js"
import { type Fault, type FaultKind, KINDS } from "./fault.js"

type Check = { is: (value: Json) => boolean; says: string }

const isText = (value: Json): boolean => typeof value === "string" && value !== ""
const isWhole = (least: number, most = Number.MAX_SAFE_INTEGER) => ({
  is: (value: Json) => typeof value === "number" && Number.isInteger(value) && value >= least && value <= most,
  says: most === Number.MAX_SAFE_INTEGER ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`,
})
const oneOf = (...words: string[]): Check => ({
  is: (value) => typeof value === "string" && words.includes(value),
  says: `one of ${words.join(", ")}`,
})
const isFlag: Check = { is: (value) => typeof value === "boolean", says: "true or false" }
const isId: Check = { is: (value) => typeof value === "string" && /^[\w/-]+$/.test(value), says: "an id as text" }
const text: Check = { is: isText, says: "text" }
const anything: Check = { is: () => true, says: "any JSON" }
/** What Node can send as a header; anything else would end the call. */
const isHeader = (value: Json) => typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)

const SELECTOR: Readonly<Record<string, Check>> = {
  path: text,
  method: oneOf("GET", "POST", "PUT", "PATCH", "DELETE"),
  reads: oneOf("one", "list"),
  after: isWhole(0),
  times: isWhole(1),
  probability: { is: (value) => typeof value === "number" && value >= 0 && value <= 1, says: "a number from 0 to 1" },
}

const FIELDS: Readonly<Record<string, Check>> = {
  requests: isWhole(1),
  windowSeconds: isWhole(1, 86_400),
  status: isWhole(200, 599),
  retryAfterSeconds: isWhole(0),
  headers: {
    is: (value) =>
      isObject(value) && Object.entries(value).every(([name, one]) => /^[\w-]+$/.test(name) && isHeader(one)),
    says: "an object of header names and their text",
  },
  body: anything,
  carriesOut: isFlag,
  location: { is: isHeader, says: "text that a header can hold" },
  latencyMs: isWhole(0, 3_600_000),
  moment: oneOf("before", "during", "after"),
  encoding: oneOf("gzip", "deflate", "br"),
  shows: isId,
  hides: isId,
  id: isId,
  column: text,
  value: anything,
  json: { is: (value) => isText(value) && parseJson(String(value)) !== undefined, says: "JSON as text" },
  what: oneOf("rows", "keys", "lists"),
  cycle: isWhole(1),
  by: isWhole(-1_000_000, 1_000_000),
  grows: isFlag,
  set: { is: isObject, says: "an object" },
  without: { is: (value) => Array.isArray(value) && value.every(isText), says: "a list of names" },
  neverEnds: isFlag,
}

const inPlace = ["status", "headers", "carriesOut"]
const TAKES: Readonly<Record<FaultKind, readonly string[]>> = {
  latency: ["latencyMs"],
  quota: ["requests", "windowSeconds"],
  expired_token: [],
  status: [...inPlace, "retryAfterSeconds", "body"],
  html: inPlace,
  redirect: [...inPlace, "location"],
  malformed: inPlace,
  empty_page: inPlace,
  hang: ["carriesOut"],
  duplicate_row: ["shows", "hides"],
  another_row: ["shows"],
  cell: ["id", "column", "value", "json"],
  order: ["what"],
  numeric_ids: [],
  cursors: ["cycle"],
  endless_pages: [],
  total: ["by", "grows", "value"],
  token_answer: ["set", "without", "neverEnds"],
  headers: ["headers"],
  bom: [],
  compressed: ["encoding"],
  truncate: [],
  stall: [],
  endless_body: [],
  reset: ["moment", "carriesOut"],
}
const NEEDS: Readonly<Partial<Record<FaultKind, readonly string[]>>> = {
  quota: ["requests"],
  cell: ["column"],
  order: ["what"],
  headers: ["headers"],
}

/** One fault or a list of them, of the kinds that the system has. Throws a `BadOrder` that names every mistake. */
export function readFaults(given: Json, kinds: readonly FaultKind[] = KINDS): Fault[] {
  const list = [given].flat()
  const problems = list.flatMap((one, index) =>
    problemsOf(one, kinds).map((problem) => `fault ${index + 1}: ${problem}`),
  )
  if (list.length === 0) problems.push("give a fault, or a list of them")
  if (problems.length > 0) throw new BadOrder(problems)
  return list as Fault[] // checked above
}

function problemsOf(given: Json, kinds: readonly FaultKind[]): string[] {
  const kind = isObject(given) ? kinds.find((one) => one === given.kind) : undefined
  if (!isObject(given) || kind === undefined) return [`it needs a kind: ${kinds.join(", ")}`]
  const taken = [...Object.keys(SELECTOR), ...TAKES[kind]]
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    if (name === "kind") return []
    if (!taken.includes(name)) return [`${kind} does not take ${name}: it takes ${taken.join(", ")}`]
    const check = SELECTOR[name] ?? FIELDS[name]
    return check && !check.is(value) ? [`${name} has to be ${check.says}`] : []
  })
  const missing = (NEEDS[kind] ?? []).filter((name) => given[name] === undefined)
  return [...wrong, ...missing.map((name) => `${kind} needs ${name}`)]
}
