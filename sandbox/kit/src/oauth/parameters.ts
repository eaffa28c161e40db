import type { FastifyRequest } from "fastify"
import { OAuthError } from "./oauth-error.js"

export type Parameters = ReadonlyMap<string, string>

/** Parameters of the query and of a form or JSON body; the body wins. Throws `invalid_request` for what can't be read. */
export function readParameters(request: FastifyRequest): Parameters {
  const mark = request.url.indexOf("?")
  const query = mark < 0 ? [] : readForm(request.url.slice(mark + 1))
  return new Map([...query, ...readBody(request)])
}

function readBody({ body, headers }: FastifyRequest): [string, string][] {
  if (!Buffer.isBuffer(body) || body.length === 0) return []
  const text = body.toString("utf8")
  const isJson = /\bjson\b/i.test(headers["content-type"] ?? "")
  return isJson ? readJson(text) : readForm(text)
}

function readForm(text: string): [string, string][] {
  const pairs = [...new URLSearchParams(text)]
  const names = new Set<string>()
  for (const [name] of pairs) {
    if (names.has(name)) throw new OAuthError("invalid_request", `${name} is there twice: send it once`)
    names.add(name)
  }
  return pairs
}

function readJson(text: string): [string, string][] {
  const read = parse(text)
  if (typeof read !== "object" || read === null || Array.isArray(read)) throw unreadable()
  return Object.entries(read).flatMap(([name, value]): [string, string][] => {
    if (value === null) return []
    if (typeof value === "object") throw new OAuthError("invalid_request", `${name} has to be text`)
    return [[name, String(value)]]
  })
}

const unreadable = () => new OAuthError("invalid_request", "the body is neither a form nor a JSON object")

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable()
  }
}
