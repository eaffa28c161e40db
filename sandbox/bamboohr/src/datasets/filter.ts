import type { Json } from "../world.js"

/** Whether a row is among those that a filter lets through; `read` gives its values by name. */
export type Matches = (read: (name: string) => Json) => boolean

/** A filter that can't be read, or that names what there is not. */
export class FilterError extends Error {}

const TOKENS = /\s*(?:(\()|(\))|(,)|'((?:[^']|'')*)'|([^\s(),']+))/y

type Token = { kind: "open" | "close" | "comma" | "text" | "word"; value: string }

/**
 * A filter such as `lastChanged gt '2026-06-01T00:00:00Z' and (eeid in ('4', '5') or city eq null)`: eq, ne, lt, le, gt,
 * ge and in, joined by and and or, with brackets. Throws `FilterError`.
 */
export function parseFilter(text: string, isKnown: (name: string) => boolean): Matches {
  return new Parser(tokenise(text), isKnown).parse()
}

/** So that brackets in brackets end before the stack does. */
const DEEPEST = 50

class Parser {
  readonly #tokens: readonly Token[]
  readonly #isKnown: (name: string) => boolean
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], isKnown: (name: string) => boolean) {
    this.#tokens = tokens
    this.#isKnown = isKnown
  }

  parse(): Matches {
    const matches = this.#readAny()
    if (this.#at === this.#tokens.length) return matches
    throw new FilterError(`The filter has something left over at its part ${this.#at + 1}`)
  }

  #readAny(): Matches {
    const parts = this.#readJoined("or", () => this.#readAll())
    return (read) => parts.some((part) => part(read))
  }

  #readAll(): Matches {
    const parts = this.#readJoined("and", () => this.#readTerm())
    return (read) => parts.every((part) => part(read))
  }

  /** Parts with that word between them. */
  #readJoined(word: string, read: () => Matches): Matches[] {
    const parts = [read()]
    while (this.#take("word", word)) parts.push(read())
    return parts
  }

  #readTerm(): Matches {
    if (this.#take("open")) return this.#readBracket()
    const name = this.#next().value
    if (!this.#isKnown(name)) throw new FilterError(`There is no field ${name} to filter by`)
    const operator = this.#next().value.toLowerCase()
    if (operator === "in") {
      const values = this.#readValues().map(String)
      return (read) => values.includes(String(read(name)))
    }
    const compare = OPERATORS.get(operator)
    if (!compare) throw new FilterError(`${operator} is not known: use eq, ne, lt, le, gt, ge or in`)
    const value = readLiteral(this.#next())
    return (read) => compare(read(name), value)
  }

  #readBracket(): Matches {
    this.#depth += 1
    if (this.#depth > DEEPEST) throw new FilterError("The filter has too many brackets in brackets")
    const inner = this.#readAny()
    this.#expect("close")
    this.#depth -= 1
    return inner
  }

  #readValues(): Json[] {
    this.#expect("open")
    const values = [readLiteral(this.#next())]
    while (this.#take("comma")) values.push(readLiteral(this.#next()))
    this.#expect("close")
    return values
  }

  #next(): Token {
    const token = this.#tokens[this.#at]
    if (!token) throw new FilterError("The filter ends too early")
    this.#at += 1
    return token
  }

  #take(kind: Token["kind"], word?: string): boolean {
    const token = this.#tokens[this.#at]
    const isIt = token?.kind === kind && (word === undefined || token.value.toLowerCase() === word)
    if (isIt) this.#at += 1
    return isIt
  }

  #expect(kind: Token["kind"]): void {
    if (!this.#take(kind)) throw new FilterError(`The filter has something out of place at its part ${this.#at + 1}`)
  }
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  TOKENS.lastIndex = 0
  while (TOKENS.lastIndex < text.trimEnd().length) {
    const found = TOKENS.exec(text)
    if (!found) throw new FilterError("The filter can't be read")
    const [, open, close, comma, quoted, word] = found
    if (open) tokens.push({ kind: "open", value: open })
    else if (close) tokens.push({ kind: "close", value: close })
    else if (comma) tokens.push({ kind: "comma", value: comma })
    else if (quoted !== undefined) tokens.push({ kind: "text", value: quoted.replaceAll("''", "'") })
    else tokens.push({ kind: "word", value: word ?? "" })
  }
  return tokens
}

function readLiteral({ kind, value }: Token): Json {
  if (kind === "text") return value
  if (kind !== "word") throw new FilterError("A value is missing in the filter")
  return value === "null" ? null : value === "true" ? true : value === "false" ? false : value
}

const OPERATORS = new Map<string, (a: Json, b: Json) => boolean>(
  Object.entries({
    eq: (a: Json, b: Json) => order(a, b) === 0,
    ne: (a: Json, b: Json) => order(a, b) !== 0,
    lt: (a: Json, b: Json) => a !== null && order(a, b) < 0,
    le: (a: Json, b: Json) => a !== null && order(a, b) <= 0,
    gt: (a: Json, b: Json) => a !== null && order(a, b) > 0,
    ge: (a: Json, b: Json) => a !== null && order(a, b) >= 0,
  }),
)

/** Numbers and moments by their size, everything else as text; empty comes first. */
export function order(a: Json, b: Json): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  const [left, right] = [sizeOf(String(a)), sizeOf(String(b))]
  if (left !== null && right !== null) return left - right
  const [one, other] = [String(a), String(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

function sizeOf(text: string): number | null {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : null
}
