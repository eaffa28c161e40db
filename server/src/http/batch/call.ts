import { Readable } from "node:stream"
import { readJson } from "@rollcall/contract"
import { AppError, badField } from "../../errors.js"
import { Pieces, type Reply } from "../../gateway/index.js"
import { serve } from "../pipeline.js"
import type { Context, Route } from "../route.js"
import type { Services } from "../services.js"

type Given = Readonly<Record<string, unknown>>
/** One call of the API, made by the server for a caller who is at the door. */
export type InnerCall = { method: string; path: string; query: Given; body: unknown; key: string | undefined }

/** Whose call it is, as the pipeline wants to know it again. */
export type Asker = Pick<Context<unknown, unknown, unknown>, "header" | "address" | "life">

/**
 * Goes the whole way of a request but the socket: token, rights, limits, schemas, idempotency. Throws what the request would
 * have been refused with.
 */
export async function callWithin(
  routes: readonly Route[],
  services: Services,
  { asker, call }: { asker: Asker; call: InnerCall },
): Promise<unknown> {
  const { route, params } = findRoute(routes, call)
  assertWhole(route, call)
  const body = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body))
  const headers = {
    authorization: asker.header("authorization"),
    "content-type": "application/json",
    ...(call.key === undefined ? {} : { "idempotency-key": call.key }),
  }
  const incoming = {
    httpMethod: call.method,
    url: `${call.path}?${queryText(call.query)}`,
    params,
    headers,
    readBody: async () => body,
    address: asker.address,
    life: asker.life,
  }
  return readReply(await serve(route, services, { incoming, trace: {} }))
}

/** What is read in a batch is held in memory, page by page. */
function assertWhole({ operation }: Route, { query }: InnerCall): void {
  if (!operation.mediaTypes.includes("application/json"))
    throw badField("resource", "is a file: ask for it by a call of its own")
  const format = String(query.truto_response_format)
  if (["stream", "debug"].includes(format))
    throw badField("query.truto_response_format", `${format} is no format of a batch, which answers rows`)
  if (![undefined, "", false, "false", "0"].includes(query.truto_ignore_limit as string | undefined))
    throw badField("query.truto_ignore_limit", "is not taken in a batch: it reads lists to their end by itself")
}

function findRoute(
  routes: readonly Route[],
  { method, path }: InnerCall,
): { route: Route; params: Record<string, string> } {
  for (const route of routes) {
    const { operation } = route
    const match = new RegExp(`^${operation.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`).exec(path)
    if (!match || operation.method !== method) continue
    const params = Object.entries(match.groups ?? {}).map(([name, text]) => [name, decode(text)])
    return { route, params: Object.fromEntries(params) }
  }
  throw new AppError("resource.not_found", `there is nothing at ${method} ${path.slice(0, 200)}`, { isUndone: true })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badField("resource", `${text.slice(0, 100)} has a % that is not one of %25 and the like`)
  }
}

/** As clients write one: `a[b]=c`, `a[]=x`. */
export function queryText(query: Given): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => pairsOf(name, value))
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")
}

function pairsOf(name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap((one) => pairsOf(`${name}[]`, one))
  if (typeof value !== "object") return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, one]) => pairsOf(`${name}[${key}]`, one))
}

const MOST_BYTES = 16 * 1024 * 1024

async function readReply({ body, headers }: Reply): Promise<unknown> {
  if (body instanceof Readable) {
    const type = headers["content-type"]
    if (typeof type === "string" && !/json/.test(type)) throw ended(body, NO_JSON)
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of body) {
      const piece = Buffer.from(chunk)
      bytes += piece.length
      if (bytes > MOST_BYTES)
        throw ended(body, `the answer is over ${MOST_BYTES} bytes: ask for it by a call of its own`)
      chunks.push(piece)
    }
    return parse(Buffer.concat(chunks).toString("utf8"))
  }
  if (typeof body === "string" || Buffer.isBuffer(body) || body instanceof Pieces) return parse(body.toString())
  return body
}

const NO_JSON = "the answer is not JSON: ask for it by a call of its own"

function ended(body: Readable, message: string): AppError {
  body.on("error", () => {}).destroy()
  return new AppError("request.invalid", message)
}

/** What is no JSON, such as a file of the proxy's, is no row. */
function parse(text: string): unknown {
  try {
    return text === "" ? null : readJson(text)
  } catch {
    throw new AppError("request.invalid", NO_JSON)
  }
}
