/** Deeper than anything that means something, and far from where writing it again would end the stack. */
const MOST_LEVELS = 200

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** A number where it may stand in JSON, from `lastIndex` on. */
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
/** Only texts with a number of so many digits, or with an exponent, can hold one that JavaScript would change. */
const SUSPICIOUS = /(?:^|[[:,\s])-?(?:\d{16}|\d+(?:\.\d+)?[eE])/

/**
 * JSON as everybody has to read it here. Numbers beyond 2^53 (ids of some HR systems) would be rounded, so they become
 * the text they were written as. A byte order mark is skipped. Throws `SyntaxError` for what is not JSON, and for more
 * than 200 levels, which could not be written again. With `onDeep` a value below that is null instead, and its place is
 * told: one value of an HR system must not cost the rows around it.
 */
export function readJson(given: string, onDeep?: (place: Place) => void): unknown {
  const text = given.charCodeAt(0) === 0xfeff ? given.slice(1) : given
  // Parsed as it is first, so that a mistake is told by its place in the text that was given.
  const plain: unknown = JSON.parse(text)
  const value: unknown = SUSPICIOUS.test(text) ? JSON.parse(quoteBigNumbers(text)) : plain
  if (!isDeeper(value, MOST_LEVELS)) return value
  if (!onDeep) throw new SyntaxError(`more than ${MOST_LEVELS} levels of nesting`)
  return cutDeep(value, [], onDeep)
}

/** What an HR system sent: nothing in it is too deep to read the rest. */
export const readRemoteJson = (given: string): unknown => readJson(given, () => {})

/** Keys and indexes from the top of the text to a value. */
type Place = readonly string[]

function cutDeep(value: unknown, place: Place, onDeep: (place: Place) => void): unknown {
  if (typeof value !== "object" || value === null) return value
  if (place.length === MOST_LEVELS) {
    onDeep(place)
    return null
  }
  const cut = Object.entries(value).map(([key, inner]) => [key, cutDeep(inner, [...place, key], onDeep)] as const)
  return Array.isArray(value) ? cut.map(([, inner]) => inner) : Object.fromEntries(cut)
}

/** Valid JSON with every number beyond 2^53 in quotes. */
function quoteBigNumbers(text: string): string {
  let written = ""
  let kept = 0
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at) + 1
    else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      NUMBER.lastIndex = at
      const [number = ""] = NUMBER.exec(text) ?? []
      const end = at + number.length
      if (Math.abs(Number(number)) > Number.MAX_SAFE_INTEGER) {
        written += `${text.slice(kept, at)}"${number}"`
        kept = end
      }
      at = end
    } else at++
  }
  return written + text.slice(kept)
}

/** Index of the closing quote. */
function endOfString(text: string, open: number): number {
  let end = text.indexOf('"', open + 1)
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++
  return slashes % 2 === 1
}

/** Without lists of names and values: a page has thousands of them. */
function isDeeper(value: unknown, levels: number): boolean {
  if (!isHolder(value)) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const inner of value) if (isHolder(inner) && isDeeper(inner, levels - 1)) return true
    return false
  }
  for (const key in value) if (isHolder(value[key]) && isDeeper(value[key], levels - 1)) return true
  return false
}

const isHolder = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null
