import { readRemoteJson } from "@rollcall/contract"

/**
 * Finds the row array and the meta object in a list body's bytes without parsing the rows, so that a proxied page
 * costs one walk over its bytes and big numbers in it stay exact. Undefined when the body is not of that shape.
 */
export type Lifted = {
  rows: Buffer
  count: number
  meta: unknown
  /** What stands beside rows and meta. */
  others: Record<string, unknown>
}

/** A byte order mark. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf])
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN = new Set([0x5b, 0x7b])
const CLOSE = new Set([0x5d, 0x7d])
const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

export function liftRows(body: Buffer, keys: { rows: string; meta: string }): Lifted | undefined {
  let rows: Buffer | undefined
  let count = 0
  let meta: unknown
  const others: Record<string, unknown> = Object.create(null) // the HR system names its keys
  let at = skipSpaces(body, body.subarray(0, 3).equals(MARK) ? 3 : 0)
  if (body[at] !== 0x7b) return undefined
  at = skipSpaces(body, at + 1)
  while (body[at] === QUOTE) {
    const keyEnd = endOfString(body, at)
    const key = body.toString("utf8", at + 1, keyEnd)
    at = skipSpaces(body, keyEnd + 1)
    if (body[at] !== COLON) return undefined
    const start = skipSpaces(body, at + 1)
    const value = endOfValue(body, start)
    if (!value) return undefined
    if (key === keys.rows && body[start] === 0x5b) {
      rows = body.subarray(start, value.end)
      count = value.items
    } else {
      const read = parse(body.subarray(start, value.end))
      if (read === undefined) return undefined
      if (key === keys.meta) meta = read
      else others[key] = read
    }
    at = skipSpaces(body, value.end)
    if (body[at] === COMMA) at = skipSpaces(body, at + 1)
  }
  return body[at] === 0x7d && rows ? { rows, count, meta, others } : undefined
}

function skipSpaces(body: Buffer, from: number): number {
  let at = from
  while (isSpace(body[at])) at++
  return at
}

/** Index of the closing quote. `indexOf` is native, so long texts cost little. */
function endOfString(body: Buffer, open: number): number {
  let end = body.indexOf(QUOTE, open + 1)
  while (end >= 0 && isEscaped(body, end)) end = body.indexOf(QUOTE, end + 1)
  return end < 0 ? body.length : end
}

function isEscaped(body: Buffer, at: number): boolean {
  let slashes = 0
  while (body[at - 1 - slashes] === BACKSLASH) slashes++
  return slashes % 2 === 1
}

/** End of the value that starts here, and how many items it has if it is an array. */
function endOfValue(body: Buffer, start: number): { end: number; items: number } | undefined {
  let depth = 0
  let commas = 0
  let isEmpty = true
  for (let at = start; at < body.length; at++) {
    const byte = body[at] ?? 0
    if (byte === QUOTE) at = endOfString(body, at)
    else if (OPEN.has(byte)) depth++
    else if (CLOSE.has(byte)) {
      if (depth === 0) return { end: at, items: 0 }
      depth--
    } else if (byte === COMMA && depth === 0) return { end: at, items: 0 }
    else if (byte === COMMA && depth === 1) commas++
    if (depth > 0 && at > start && !isSpace(byte)) isEmpty = false
    if (depth === 0 && (CLOSE.has(byte) || byte === QUOTE)) return { end: at + 1, items: isEmpty ? 0 : commas + 1 }
  }
  return undefined
}

function parse(bytes: Buffer): unknown {
  try {
    return readRemoteJson(bytes.toString("utf8"))
  } catch {
    return undefined
  }
}
