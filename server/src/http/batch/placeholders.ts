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

/**
 * The value with each placeholder replaced. One that stands alone keeps its type, within text it is written out. A value
 * that is not there is refused, because a filter that fell away would choose every row; with `:undefined` it is left out.
 */
export function fill(value: unknown, lookup: Lookup): unknown {
  if (typeof value === "string") return fillText(value, lookup)
  if (Array.isArray(value)) return value.map((one) => fill(one, lookup)).filter((one) => one !== undefined)
  if (typeof value !== "object" || value === null) return value
  const filled = Object.entries(value).map(([key, one]) => [key, fill(one, lookup)] as const)
  return Object.fromEntries(filled.filter(([, one]) => one !== undefined))
}

function fillText(text: string, lookup: Lookup): unknown {
  const [, whole] = WHOLE.exec(text) ?? []
  if (whole !== undefined) return resolve(whole, lookup)
  return text.replace(PLACEHOLDER, (_, inner: string) => textOf(resolve(inner, lookup)))
}

function resolve(inner: string, lookup: Lookup): unknown {
  const { paths, fallback, cast } = parse(inner)
  const found = paths.map(lookup).find((one) => one !== undefined && one !== null)
  const value = found ?? fallback
  if (value === undefined && cast === "undefined") return undefined
  if (value === undefined) throw badField(`{{${inner.slice(0, 100)}}}`, "has no value: give one, or a default with ?:")
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
