import {
  askAgain,
  type CatalogueResource,
  idOf,
  pathParameters,
  type RemoteQuery,
  START,
  UpstreamError,
  unexpected,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Reply } from "./gateway.js"
import { type Passed, toReply } from "./pass-on.js"
import { proxiedList, readProxiedPage } from "./proxy-list.js"
import type { Reader } from "./reader.js"
import { unwrap } from "./unified-get.js"

export type Wanted = { resource: CatalogueResource; path: string; id: string; query: RemoteQuery }

const READ = { method: "GET" } as const

/** One row as its bytes came. A 404 is not believed while the resource's list can be asked for the id. */
export async function readProxied(reader: Reader, { resource, path, id, query }: Wanted): Promise<Reply> {
  const { api } = reader
  const written = api.writeQuery(query)
  try {
    return await askAgain(async () => {
      const answer = await reader.fetch({ method: "GET", path: written === "" ? path : `${path}?${written}` })
      const passed = toReply(api, answer, READ)
      if (!isAnswer(passed))
        throw unexpected("the HR system did not answer the row", { request: READ, body: null, verdict: "retry" })
      if (!isRowOf(passed, id)) throw unexpected("the HR system answered another row", { request: READ, body: null })
      return passed.reply
    })
  } catch (error) {
    const found =
      error instanceof UpstreamError && error.status === 404 ? await findInList(reader, resource, id) : undefined
    if (!found) throw error
    return found
  }
}

async function findInList(reader: Reader, resource: CatalogueResource, id: string): Promise<Reply | undefined> {
  const method = resource.methods.find(({ name }) => name === "list")
  if (method?.byId === undefined || pathParameters(method).length > 0) return undefined
  const { list } = proxiedList(reader.api, { resource, method, path: method.path }, { query: {} })
  const { rows, count, ...answer } = await readProxiedPage(reader, {
    list,
    query: { [method.byId]: [id] },
    position: START,
    size: 1,
  })
  if (count !== 1) return undefined
  const passed = toReply(reader.api, { ...answer, status: 200, url: "", body: rows.subarray(1, rows.length - 1) }, READ)
  return isRowOf(passed, id) ? passed.reply : undefined
}

/** Whether there is something in an answer. False for no bytes and for JSON that is no object, or an empty one. */
export function isAnswer(passed: Passed): boolean {
  const { body } = passed.reply
  const said = readBody(passed)
  if (said === undefined) return !Buffer.isBuffer(body) || body.length > 0
  return Object.keys(unwrap(said) ?? {}).length > 0
}

/** False only for what says that it is another row: not everything that is asked for by an id has one. */
function isRowOf(passed: Passed, id: string): boolean {
  const found = idOf(unwrap(readBody(passed)) ?? {})
  return found === undefined || found === id
}

/** Undefined: it is not JSON, whatever its type is, or not here to its end. */
function readBody({ reply: { body }, read }: Passed): unknown {
  if (read !== undefined || !Buffer.isBuffer(body)) return read
  try {
    return readRemoteJson(body.toString("utf8"))
  } catch {
    return undefined
  }
}
