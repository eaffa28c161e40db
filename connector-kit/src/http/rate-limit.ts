import type { RateLimit, UpstreamHeaders } from "../verdict.js"

/**
 * Seconds to wait by `Retry-After`, as a number or an HTTP date; undefined when it says nothing that can be read. It may
 * say anything, so whoever waits sets a bound.
 */
export function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? ""
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text))
  // Date.parse takes much more than HTTP dates; all of those begin with the day's name.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}

/** Nobody is made to wait longer before the HR system is asked again. */
const LONGEST_HOLD_SECONDS = 3_600

/** A reset that is so large counts from 1970, as some write it. */
const EPOCH = 1e9

/** What the headers of an answer say on limits, under the usual spellings. */
export function readRateLimit(headers: UpstreamHeaders, now: Date): RateLimit {
  const together = textIn(headers, "ratelimit") ?? ""
  const reset = numberIn(headers, "ratelimit-reset", "x-ratelimit-reset") ?? partOf(together, "t|reset")
  const resetSeconds = reset === undefined || reset < EPOCH ? reset : Math.ceil(reset - now.getTime() / 1000)
  const found = {
    retryAfterSeconds: bounded(readRetryAfter(textIn(headers, "retry-after"), now)),
    limit:
      numberIn(headers, "ratelimit-limit", "x-ratelimit-limit") ??
      partOf(together, "limit") ??
      partOf(textIn(headers, "ratelimit-policy") ?? "", "q"),
    remaining: numberIn(headers, "ratelimit-remaining", "x-ratelimit-remaining") ?? partOf(together, "r|remaining"),
    resetSeconds: bounded(resetSeconds),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

const bounded = (seconds: number | undefined) =>
  seconds === undefined ? undefined : Math.min(LONGEST_HOLD_SECONDS, Math.max(0, seconds))

function textIn(headers: UpstreamHeaders, ...names: readonly string[]): string | undefined {
  const found = names.map((name) => headers[name]).find((one) => one !== undefined)
  return Array.isArray(found) ? found[0] : found
}

function numberIn(headers: UpstreamHeaders, ...names: readonly string[]): number | undefined {
  // `100, 100;w=60` says the limit and then how it came about.
  const [text = ""] = (textIn(headers, ...names) ?? "").split(/[,;]/)
  return /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined
}

/** A part of `"default";r=50;t=30`, or of `limit=100, remaining=50, reset=30`: both are drafts of one standard. */
function partOf(text: string, names: string): number | undefined {
  if (text === "") return undefined
  const found = new RegExp(`(?:^|[;,])\\s*(?:${names})=(\\d{1,15})(?=\\s*(?:[;,]|$))`).exec(text)
  return found ? Number(found[1]) : undefined
}
