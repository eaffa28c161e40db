import { isDay, readMoment } from "@rollcall/contract"

/** One row as the HR system sent it. Nothing about it is trusted: read its columns with the functions below. */
export type Remote = Readonly<Record<string, unknown>>

/** Text; null when the key is there and empty; undefined when the source did not give the key. */
export function text(row: Remote, key: string): string | null | undefined {
  const value = row[key]
  if (value === undefined) return undefined
  if (typeof value === "number" || typeof value === "bigint") return String(value)
  return typeof value === "string" && value.trim() !== "" ? value : null
}

const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i

/** A finite number, also when it comes as decimal text. */
export function number(row: Remote, key: string): number | null | undefined {
  const value = row[key]
  if (value === undefined) return undefined
  const read = typeof value === "string" && DECIMAL.test(value) ? Number(value) : value
  return typeof read === "number" && Number.isFinite(read) ? read : null
}

const YES: readonly unknown[] = [true, 1, "true", "yes", "1"]
const NO: readonly unknown[] = [false, 0, "false", "no", "0"]

/** Also what says it as `yes` and `no`, or 1 and 0. */
export function flag(row: Remote, key: string): boolean | null | undefined {
  const value = row[key]
  if (value === undefined) return undefined
  const plain = typeof value === "string" ? value.trim().toLowerCase() : value
  return YES.includes(plain) || (NO.includes(plain) ? false : null)
}

export type Money = { amount: number; currency: string | null }

/**
 * An amount with its ISO 4217 code, as `65000.00 USD`, `USD 65000`, or an object of `value` (or `amount`) and `currency`; a bare
 * number has no currency. A currency without an amount (` USD`) is no money, so it is null.
 */
export function money(row: Remote, key: string): Money | null | undefined {
  const value = row[key]
  if (value === undefined) return undefined
  if (isRemote(value)) {
    const [amount, code] = [number(value, "value" in value ? "value" : "amount"), text(value, "currency")]
    return typeof amount === "number" ? { amount, currency: codeIn(code ?? "") } : null
  }
  const given = typeof value === "string" ? value.trim() : value
  const [code = ""] = typeof given === "string" ? (/^[a-z]{3}(?=\s)|(?<=\s)[a-z]{3}$/i.exec(given) ?? []) : []
  const rest = typeof given === "string" && code !== "" ? given.replace(code, "") : given
  const amount = number({ rest }, "rest")
  return typeof amount === "number" ? { amount, currency: codeIn(code) } : null
}

const codeIn = (text: string): string | null => {
  const code = text.trim().toUpperCase()
  return /^[A-Z]{3}$/.test(code) ? code : null
}

/** `YYYY-MM-DD` of a date or date-time text; null when the calendar has no such day, as `0000-00-00` in some systems. */
export function day(row: Remote, key: string): string | null | undefined {
  const value = text(row, key)
  if (typeof value !== "string" || isDay(value)) return value
  const [, found = ""] = /^(\d{4}-\d{2}-\d{2})(?!\d)/.exec(value) ?? []
  return isDay(found) ? found : null
}

/** ISO 8601 in UTC with milliseconds, of the years 1 to 9999; numbers are unix seconds, and text without an offset is UTC. */
export function instant(row: Remote, key: string): string | null | undefined {
  const value = row[key]
  if (value === undefined || isWritten(value)) return value
  const atMs =
    typeof value === "number" ? value * 1000 : typeof value === "string" ? readMoment(value)?.atMs : undefined
  const at = new Date(atMs ?? Number.NaN)
  if (Number.isNaN(at.getTime())) return null
  const text = at.toISOString()
  return isDay(text.slice(0, 10)) && text[10] === "T" ? text : null
}

/** Whether it is a moment just as it is to be answered, which most are. */
function isWritten(value: unknown): value is string {
  if (typeof value !== "string" || value.length !== 24 || !isDay(value.slice(0, 10))) return false
  const at = new Date(value)
  return !Number.isNaN(at.getTime()) && at.toISOString() === value
}

/** An id as opaque text; integers (older API versions) become text. */
export function idOf(row: Remote, key = "id"): string | undefined {
  return text(row, key) ?? undefined
}

/** Ids of a list column; empty when it is missing. */
export function idsOf(row: Remote, key: string): string[] {
  const value = row[key]
  return Array.isArray(value) ? value.flatMap((one) => idOf({ one }, "one") ?? []) : []
}

/** A nested object, or undefined. */
export function objectOf(row: Remote, key: string): Remote | undefined {
  const value = row[key]
  return isRemote(value) ? value : undefined
}

export const isRemote = (value: unknown): value is Remote =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A source value in a table of known ones, without case; null stays null, absent stays absent. */
export function lookUp<T>(
  source: string | null | undefined,
  table: Readonly<Record<string, T>>,
  other: T | null = null,
): T | null | undefined {
  if (source === null || source === undefined) return source
  const key = source.toLowerCase()
  return Object.hasOwn(table, key) ? (table[key] ?? other) : other
}
