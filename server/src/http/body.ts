import { isUtf8 } from "node:buffer"
import { readJson } from "@rollcall/contract"
import { AppError } from "../errors.js"
import { headerOf, type Incoming } from "./incoming.js"

/** No body of this API has more values or levels; what has more is an attack or a mistake. */
const MOST_VALUES = 20_000
const MOST_LEVELS = 50

const refuse = (message: string) => new AppError("request.invalid", message, { isUndone: true })

/** Told from the headers alone, before a byte is read. The type itself decides nothing: clients send JSON with any. */
export function assertReadable(incoming: Pick<Incoming, "headers">): void {
  const type = headerOf(incoming, "content-type")?.toLowerCase() ?? ""
  const coding = headerOf(incoming, "content-encoding")?.toLowerCase() ?? "identity"
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/.exec(type)?.[1] ?? "utf-8"
  const unsupported = (message: string) => new AppError("request.unsupported_media_type", message, { isUndone: true })
  if (coding !== "identity")
    throw unsupported(`a body with content-encoding ${coding.slice(0, 40)} is not taken: send it as it is`)
  if (!/^(utf-?8|us-ascii)$/.test(charset))
    throw unsupported(`the charset ${charset.slice(0, 40)} is not taken: send UTF-8`)
  if (type.startsWith("multipart/")) throw unsupported("a multipart body is not taken: send JSON")
}

/** The body as text. Bytes that are not UTF-8 would reach the HR system as other characters, so they are refused. */
export function readText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw refuse("the body is not UTF-8: send it in that encoding")
  const text = bytes.toString("utf8").trim() // also the byte order mark
  if (text.includes("\0") || /(?<!\\)(?:\\\\)*\\u0000/.test(text))
    throw refuse("the body has a NUL character: take it out")
  return text
}

/** JSON whatever the content type says; an empty body is undefined. A number beyond 2^53 is the text it was written as. */
export function parseJson(bytes: Buffer | undefined): unknown {
  const text = bytes ? readText(bytes) : ""
  if (text === "") return undefined
  const value = parse(text)
  assertModest(value)
  return value
}

function parse(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    const where = error instanceof Error ? error.message.replace(/^Unexpected/, "unexpected") : "it can't be read"
    throw refuse(`the body is not valid JSON: ${where.slice(0, 160)}`)
  }
}

/** Walks without recursion: how deep a body nests is up to its sender. */
function assertModest(root: unknown): void {
  let level: unknown[] = [root]
  let values = 0
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length
    if (values > MOST_VALUES) throw refuse(`the body has more than ${MOST_VALUES} values: send fewer at once`)
    if (depth > MOST_LEVELS) throw refuse(`the body is nested more than ${MOST_LEVELS} levels deep`)
    level = level.flatMap(childrenOf)
  }
}

function childrenOf(value: unknown): unknown[] {
  if (typeof value === "string") return assertWhole(value)
  if (typeof value !== "object" || value === null) return []
  for (const key of Object.keys(value)) {
    assertWhole(key)
    // Objects that are copied key by key would lose it without a word.
    if (key === "__proto__") throw refuse("the body has a key __proto__: take it out or rename it")
  }
  return Object.values(value)
}

/** Half of a surrogate pair is no character: no database and no UTF-8 can hold it. */
function assertWhole(text: string): [] {
  if (/\p{Surrogate}/u.test(text)) throw refuse("the body has half a character (a lone surrogate): take it out")
  return []
}
