import { badField } from "../../errors.js"

/** Looks up a path such as `args.ids`. Undefined: there is no such value. */
export type Lookup = (path: string) => unknown

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g
const WHOLE = /^\{\{([^{}]*)\}\}$/

type Parsed = { paths: string[]; fallback: string | undefined; cast: string | undefined }

/** `a.b|c.d?:fallback:cast`. */
function parse(inner: string): Parsed {
  const [, rest = "", cast] = /^(.*?)(?::(int|bool|json|str|any|undefined))?$/s.exec(inner.trim()) ?? []
  const [paths = "", ...fallback] = rest.split("?:")
  return {
    paths: paths.split("|").map((path) => path.trim()),
    fallback: fallback.length > 0 ? fallback.join("?:") : undefined,
    cast,
  }
}

/** Every path that a value refers to. */
export function pathsIn(value: unknown): string[] {
  if (typeof value === "string") return [...value.matchAll(PLACEHOLDER)].flatMap(([, inner = ""]) => parse(inner).paths)
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(pathsIn) : []
}

/** Characters that values may still fill in. One value can stand in many places, so a small request could get very long. */
export type Room = { of: string; left: number }

/**
 * The value with each placeholder replaced. One that stands alone keeps its type, within text it is written out. A value
 * that is not there is refused, because a filter that fell away would choose every row; with `:undefined` it is left out.
 */
export function fill(value: unknown, lookup: Lookup, room: Room): unknown {
  if (typeof value === "string") return fillText(value, lookup, room)
  if (Array.isArray(value)) return value.map((one) => fill(one, lookup, room)).filter((one) => one !== undefined)
  if (typeof value !== "object" || value === null) return value
  const filled = Object.entries(value).map(([key, one]) => [key, fill(one, lookup, room)] as const)
  return Object.fromEntries(filled.filter(([, one]) => one !== undefined))
}

function fillText(text: string, lookup: Lookup, room: Room): unknown {
  const [, whole] = WHOLE.exec(text) ?? []
  if (whole !== undefined) return resolve(whole, lookup, room)
  return text.replace(PLACEHOLDER, (_, inner: string) => textOf(resolve(inner, lookup, room)))
}

const lengths = new WeakMap<object, number>()
function lengthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return String(value).length
  const known = lengths.get(value) ?? JSON.stringify(value).length
  lengths.set(value, known)
  return known
}

function take(value: unknown, room: Room): void {
  room.left -= lengthOf(value)
  if (room.left < 0) throw badField("resources", `a request's ${room.of} is too long with its values: say less`)
}

/** A value is counted before its cast, which may take as long as the value is. */
function resolve(inner: string, lookup: Lookup, room: Room): unknown {
  const { paths, fallback, cast } = parse(inner)
  const found = paths.map(lookup).find((one) => one !== undefined && one !== null)
  const value = found ?? fallback
  if (value === undefined && cast === "undefined") return undefined
  if (value === undefined) throw badField(`{{${inner.slice(0, 100)}}}`, "has no value: give one, or a default with ?:")
  take(value, room)
  return cast === undefined ? value : CASTS[cast]?.(value, inner)
}

type Cast = (value: unknown, inner: string) => unknown
const CASTS: Readonly<Record<string, Cast>> = {
  any: (value) => value,
  undefined: (value) => value,
  str: (value) => textOf(value),
  bool: (value) => !["", "0", "false", "null"].includes(textOf(value)),
  int: (value, inner) => {
    const text = textOf(value)
    if (/^-?\d{1,15}$/.test(text)) return Number(text)
    throw badField(`{{${inner.slice(0, 100)}}}`, `${text.slice(0, 50)} is no whole number`)
  },
  json: (value, inner) => {
    if (typeof value !== "string") return value
    try {
      return JSON.parse(value)
    } catch {
      throw badField(`{{${inner.slice(0, 100)}}}`, "is no JSON")
    }
  },
}

const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "")

/** Follows a path into a value, by what objects have of their own. */
export function valueAt(root: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined,
    root,
  )
}
