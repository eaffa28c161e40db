import { readRemoteJson } from "@rollcall/contract"

/**
 * Finds the row array and the meta object in a list body's bytes without parsing the rows, so that big numbers in it stay
 * exact. Undefined when the body is not of that shape. A body as most lists have it is cut from its tail and its rows
 * are counted by their braces; every other one is walked through, byte by byte.
 */
export type Lifted = {
  rows: Buffer
  count: number
  meta: unknown
  /** What stands beside rows and meta. */
  others: Record<string, unknown>
}

type Keys = { rows: string; meta: string }

/** A byte order mark. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf])
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN = 0x7b
const CLOSE = 0x7d
const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

export const liftRows = (body: Buffer, keys: Keys): Lifted | undefined =>
  cutFromTail(body, keys) ?? walkThrough(body, keys)

/**
 * Undefined: walk through it. Exact for `{"data":[{...},{...}],"meta":...}` where no row has a list in it. In JSON `]` and
 * `,` before the key of the meta object are no part of a text, because the quote after them would end it; what follows
 * reads as the rest of one object, so that they are its own; and there is no other list that they could end.
 */
export function cutFromTail(body: Buffer, keys: Keys): Lifted | undefined {
  const head = Buffer.from(`{${JSON.stringify(keys.rows)}:[`)
  const start = head.length - 1
  const end = body.lastIndexOf(`],${JSON.stringify(keys.meta)}:`)
  if (end < start || !body.subarray(0, head.length).equals(head)) return undefined
  const tail = body.toString("utf8", end + 2)
  const read = tail.includes("\\") ? undefined : parse(`{${tail}`)
  if (typeof read !== "object" || read === null || keys.rows in read) return undefined
  const rows = body.subarray(start, end + 1)
  const count = countByBraces(rows)
  if (count === undefined) return undefined
  const others: Record<string, unknown> = Object.assign(Object.create(null), read)
  const meta = others[keys.meta]
  delete others[keys.meta]
  return { rows, count, meta, others }
}

/**
 * Rows of a list of objects that have no lists in them. Undefined: not sure. A brace whose quote begins a name is no part of
 * a text, because the quote would end it, and nothing but a comma, a colon or a brace follows a text. Each one after a
 * comma begins a row, and where all of them follow the end of an object, so do all rows.
 */
function countByBraces(rows: Buffer): number | undefined {
  const last = rows.length - 1
  if (last === 1) return 0
  if (rows[1] !== OPEN || rows[last - 1] !== CLOSE || rows.indexOf(OPEN_LIST, 1) >= 0) return undefined
  let count = 0
  for (let at = 1; at > 0; at = rows.indexOf(OPEN, at + 1)) {
    const [before, next, name] = [rows[at - 1], rows[at + 1], rows[at + 2] ?? 0]
    if (next === CLOSE || isSpace(next) || (next === QUOTE && !isOfWord(name))) return undefined
    // Inside a text, or the value of a name.
    if (next !== QUOTE || before === COLON) continue
    if (at > 1 && (before !== COMMA || rows[at - 2] !== CLOSE)) return undefined
    count++
  }
  return count
}

const isOfWord = (byte: number) =>
  (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f

/** Knows every body. */
export function walkThrough(body: Buffer, keys: Keys): Lifted | undefined {
  let rows: Buffer | undefined
  let count = 0
  let meta: unknown
  const others: Record<string, unknown> = Object.create(null) // the HR system names its keys
  let at = skipSpaces(body, body.subarray(0, 3).equals(MARK) ? 3 : 0)
  if (body[at] !== OPEN) return undefined
  at = skipSpaces(body, at + 1)
  while (body[at] === QUOTE) {
    const keyEnd = endOfString(body, at)
    const key = body.toString("utf8", at + 1, keyEnd)
    at = skipSpaces(body, keyEnd + 1)
    if (body[at] !== COLON) return undefined
    const start = skipSpaces(body, at + 1)
    const value = endOfValue(body, start)
    if (!value) return undefined
    if (key === keys.rows && body[start] === OPEN_LIST) {
      rows = body.subarray(start, value.end)
      count = value.items
    } else {
      const read = parse(body.toString("utf8", start, value.end))
      if (read === undefined) return undefined
      if (key === keys.meta) meta = read
      else others[key] = read
    }
    at = skipSpaces(body, value.end)
    if (body[at] === COMMA) at = skipSpaces(body, at + 1)
  }
  return body[at] === CLOSE && rows ? { rows, count, meta, others } : undefined
}

function skipSpaces(body: Buffer, from: number): number {
  let at = from
  while (isSpace(body[at])) at++
  return at
}

/** Index of the closing quote, or the body's length. */
function endOfString(body: Buffer, open: number): number {
  for (let at = open + 1; at < body.length; at++) {
    if (body[at] === BACKSLASH) at++
    else if (body[at] === QUOTE) return at
  }
  return body.length
}

/** End of the value that starts here, and how many items it has if it is an array. */
function endOfValue(body: Buffer, start: number): { end: number; items: number } | undefined {
  let depth = 0
  let commas = 0
  for (let at = start; at < body.length; at++) {
    const byte = body[at]
    if (byte === QUOTE) at = endOfString(body, at)
    else if (byte === OPEN || byte === OPEN_LIST) depth++
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      if (depth === 0) return { end: at, items: 0 }
      depth--
    } else if (byte === COMMA && depth === 0) return { end: at, items: 0 }
    else if (byte === COMMA && depth === 1) commas++
    if (depth === 0 && (byte === QUOTE || byte === CLOSE || byte === CLOSE_LIST)) {
      const isEmpty = skipSpaces(body, start + 1) === at
      return { end: at + 1, items: isEmpty ? 0 : commas + 1 }
    }
  }
  return undefined
}

/** Undefined: it is not JSON. */
function parse(text: string): unknown {
  try {
    return readRemoteJson(text)
  } catch {
    return undefined
  }
}
