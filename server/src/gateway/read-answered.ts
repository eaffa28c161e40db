import {
  type Api,
  errorInSuccess,
  idIn,
  idOf,
  isRemote,
  type Remote,
  type RemoteRequest,
  type Step,
  unexpected,
  type WholeAnswer,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import { unwrap } from "./unified-get.js"

type Asked = { request: RemoteRequest; step: Pick<Step, "row" | "answered" | "echoes"> }

/**
 * The row that an answer to a write shows, or as much of it as there is to read it by; `{}` for a step that answers none.
 * Only a row with an id that belongs to whom was asked for is a success; of anything else nobody knows what happened, and
 * that is what is thrown.
 */
export function readAnswered(
  api: Api,
  { body: bytes, headers }: Pick<WholeAnswer, "body" | "headers">,
  { request, step: { row: table, answered, echoes = [] } }: Asked,
): { row: Remote; body: unknown } {
  const body = parse(bytes)
  const refuse = (what: string) => unexpected(`the HR system ${what}`, { request, headers, body: body ?? null })
  const failure = errorInSuccess(api, body, request)
  if (failure) throw failure
  if (!table) return { row: {}, body }
  const row = answered ? attempt(() => answered({ body, headers })) : unwrap(body)
  if (!row || idIn(table, row) === undefined) throw refuse("accepted the call but did not answer the row")
  const sent: Remote = isRemote(request.body) ? request.body : {}
  const other = echoes.find((key) => idOf(row, key) !== undefined && idOf(row, key) !== idOf(sent, key))
  if (other !== undefined) throw refuse(`answered a row with another ${other} than was sent`)
  return { row, body }
}

/** Something may have happened by now, so whatever goes wrong here is something that nobody knows. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}

function parse(bytes: Buffer): unknown {
  const text = bytes.toString("utf8")
  try {
    return readRemoteJson(text)
  } catch {
    return text.slice(0, 2_000)
  }
}
