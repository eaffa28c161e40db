import { Readable } from "node:stream"
import { readJson } from "@rollcall/contract"
import { AppError } from "../../errors.js"
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

function findRoute(
  routes: readonly Route[],
  { method, path }: InnerCall,
): { route: Route; params: Record<string, string> } {
  for (const route of routes) {
    const { operation } = route
    const match = new RegExp(`^${operation.path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`).exec(path)
    if (!match || operation.method !== method) continue
    const params = Object.entries(match.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)])
    return { route, params: Object.fromEntries(params) }
  }
  throw new AppError("resource.not_found", `there is nothing at ${method} ${path.slice(0, 200)}`, { isUndone: true })
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

async function readReply({ body }: Reply): Promise<unknown> {
  if (body instanceof Readable) {
    const chunks: Buffer[] = []
    for await (const chunk of body) chunks.push(Buffer.from(chunk))
    return parse(Buffer.concat(chunks).toString("utf8"))
  }
  if (typeof body === "string" || Buffer.isBuffer(body) || body instanceof Pieces) return parse(body.toString())
  return body
}

/** What is no JSON, such as a file of the proxy's, is no row. */
function parse(text: string): unknown {
  try {
    return text === "" ? null : readJson(text)
  } catch {
    throw new AppError("request.invalid", "the answer is not JSON: ask for it by a call of its own")
  }
}
