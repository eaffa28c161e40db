import { AppError } from "../errors.js"
import type { QueryObject, QueryValue } from "../gateway/index.js"

export const MAX_LENGTH = 16_000
const MAX_PAIRS = 1_000
export const MAX_DEPTH = 5
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"])

/**
 * Reads a query the way every client of this API writes one: `a[]=x&a[]=y`, `a[0]=x`, `a[b][c]=x`, repeated names,
 * brackets encoded or not, `+` for a space, a lone trailing `?`. Objects have no prototype, so no name is special.
 */
export function parseQuery(text: string): QueryObject {
  if (text.length > MAX_LENGTH)
    throw new AppError("request.invalid", `the query is longer than ${MAX_LENGTH} characters: send fewer values`)
  const query: Tree = Object.create(null)
  const pairs = text.split("&").filter((pair) => pair !== "" && pair !== "?")
  if (pairs.length > MAX_PAIRS)
    throw new AppError("request.invalid", `the query has more than ${MAX_PAIRS} values: send fewer`)
  for (const pair of pairs) {
    const at = pair.indexOf("=")
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    place(query, stepsOf(name), at < 0 ? "" : decode(pair.slice(at + 1)))
  }
  return settle(query)
}

type Tree = { [name: string]: string | string[] | Tree }

function decode(text: string): string {
  if (!/[%+\0]/.test(text)) return text
  const decoded = decodeOrRefuse(text.replaceAll("+", " "))
  if (decoded.includes("\0")) throw new AppError("request.invalid", "the query has a NUL character (%00): take it out")
  return decoded
}

function decodeOrRefuse(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    const where = JSON.stringify(text.slice(0, 80))
    throw new AppError("request.invalid", `the query has a broken escape in ${where}: encode % as %25`)
  }
}

/** `a[b][]` as `["a", "b", ""]`. */
function stepsOf(name: string): string[] {
  if (!/[[\]]/.test(name)) return [allowed(name)]
  const head = name.split("[", 1)[0] ?? ""
  const rest = name.slice(head.length)
  if (!/^(\[[^[\]]*\])*$/.test(rest) || head.includes("]")) {
    const where = JSON.stringify(name.slice(0, 80))
    throw new AppError(
      "request.invalid",
      `the query parameter ${where} has brackets without a meaning: write a[] or a[b]`,
    )
  }
  const steps = [head, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? "")]
  if (steps.length > MAX_DEPTH)
    throw new AppError("request.invalid", `the query parameter ${name.slice(0, 80)} is nested too deeply`)
  return steps.map(allowed)
}

function allowed(step: string): string {
  if (FORBIDDEN.has(step)) throw new AppError("request.invalid", `the query parameter name ${step} is not allowed`)
  return step
}

function place(tree: Tree, [step = "", ...rest]: string[], value: string): void {
  const there = tree[step]
  if (rest.length === 0 || (rest.length === 1 && rest[0] === "")) {
    if (there === undefined) tree[step] = rest.length === 0 ? value : [value]
    else if (Array.isArray(there)) there.push(value)
    else if (typeof there === "string") tree[step] = [there, value]
    else there[""] = value
    return
  }
  const inner: Tree = typeof there === "object" && !Array.isArray(there) ? there : Object.create(null)
  if (typeof there === "string") inner[""] = there
  tree[step] = inner
  place(inner, rest[0] === "" ? [String(Object.keys(inner).length), ...rest.slice(1)] : rest, value)
}

/** `{0: x, 1: y}` becomes a list. */
function settle(tree: Tree): QueryObject {
  const settled: QueryObject = Object.create(null)
  for (const [name, value] of Object.entries(tree)) settled[name] = settleValue(value)
  return settled
}

function settleValue(value: string | string[] | Tree): QueryValue {
  if (typeof value === "string" || Array.isArray(value)) return value
  const names = Object.keys(value)
  const isList = names.length > 0 && names.every((name) => /^\d{1,4}$/.test(name))
  if (!isList) return settle(value)
  const values = names.sort((a, b) => Number(a) - Number(b)).map((name) => settleValue(value[name] ?? ""))
  // `ids[][0]=a` and `ids[0][]=a` are lists of lists, which no system has: they mean the list.
  return values.every(isListOfText) ? values.flat() : values
}

const isListOfText = (value: QueryValue): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string")
