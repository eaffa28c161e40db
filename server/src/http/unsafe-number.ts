const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * The first number of a JSON text that reading would change: a whole number beyond 2^53, such as a long id, or one
 * beyond every number. `JSON.parse` rounds these without a word. The text is valid JSON.
 */
export function unsafeNumberIn(json: string): string | undefined {
  if (!/\d{16}|\d[eE]/.test(json)) return undefined
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === QUOTE) at = endOfString(json, at)
    else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      NUMBER.lastIndex = at
      const literal = NUMBER.exec(json)?.[0] ?? ""
      if (!isKept(literal)) return literal
      at += literal.length - 1
    }
  }
  return undefined
}

const [QUOTE, BACKSLASH, MINUS, ZERO, NINE] = [0x22, 0x5c, 0x2d, 0x30, 0x39]

function endOfString(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at
}

const isKept = (literal: string): boolean => {
  const value = Number(literal)
  return /^-?\d+$/.test(literal) ? Number.isSafeInteger(value) : Number.isFinite(value)
}
