import { type CatalogueResource, type RemoteQuery, UpstreamError, type WholeAnswer } from "@rollcall/connector-kit"
import { forwardHeaders } from "./failures.js"
import type { Reply } from "./gateway.js"
import { liftRows } from "./lift-rows.js"
import type { Reader } from "./reader.js"

export type Wanted = { resource: CatalogueResource; path: string; id: string; query: RemoteQuery }

/** One row as its bytes came. A 404 is not believed while the resource's list can be asked for the id. */
export async function readProxied(reader: Reader, { resource, path, id, query }: Wanted): Promise<Reply> {
  const { api } = reader
  try {
    const written = api.writeQuery(query)
    const answer = await reader.fetch({ method: "GET", path: written === "" ? path : `${path}?${written}` })
    return toReply(reader, answer, answer.body)
  } catch (error) {
    const found =
      error instanceof UpstreamError && error.status === 404 ? await findInList(reader, resource, id) : undefined
    if (!found) throw error
    return found
  }
}

async function findInList(reader: Reader, resource: CatalogueResource, id: string): Promise<Reply | undefined> {
  const { api } = reader
  const list = resource.methods.find((method) => method.name === "list")
  const parameters = list?.query?.properties
  if (!list || typeof parameters !== "object" || parameters === null || !("ids[]" in parameters)) return undefined
  const answer = await reader.fetch({
    method: "GET",
    path: `${api.root}/${list.path}?${api.writeQuery({ "ids[]": [id], limit: 1 })}`,
  })
  const lifted = liftRows(answer.body, { rows: api.rowsKey, meta: api.metaKey })
  if (lifted?.count !== 1) return undefined
  return toReply(reader, answer, lifted.rows.subarray(1, lifted.rows.length - 1))
}

function toReply({ api }: Reader, { status, headers }: WholeAnswer, body: Buffer): Reply {
  const type = headers["content-type"]
  const forwarded = forwardHeaders(headers, api.rateLimit(headers))
  return {
    status,
    headers: { ...forwarded, "content-type": typeof type === "string" ? type : "application/json" },
    body,
  }
}
