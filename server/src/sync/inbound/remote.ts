import {
  type Connector,
  createUpstream,
  isRemote,
  type Remote,
  type RemoteQuery,
  type RemoteRequest,
  readPage,
  readWholeList,
  type Transport,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import { type Account, type AccountAccess, upstreamAccess } from "../../accounts/index.js"

/** Calls of one account's HR system, each with its own deadline. Rejects with `UpstreamError`. */
export type RemoteCalls = {
  baseUrl: string
  list(path: string, query?: RemoteQuery): Promise<readonly Remote[]>
  /** The answered row; empty when there is none. */
  send(request: RemoteRequest): Promise<Remote>
}

export type RemoteParts = {
  accounts: AccountAccess
  /** Transport of the account's integration; the dispatcher guards its targets. */
  transportOf(account: Account): Transport
}

type Opened = { account: Account; connector: Connector; callMs: number }

export function openRemote(
  { accounts, transportOf }: RemoteParts,
  { account, connector, callMs }: Opened,
): RemoteCalls {
  const { api } = connector
  const transport = transportOf(account)
  const upstream = createUpstream(api, transport, upstreamAccess(accounts, account))
  const budget = () => ({ deadlineMs: transport.now() + callMs })
  return {
    baseUrl: transport.baseUrl,
    list: (path, query = {}) =>
      readWholeList(api, (page) => readPage(api, (request) => upstream.fetch(request, budget()), page), {
        path,
        query,
      }),
    async send({ method, path, body }) {
      const headers = { "content-type": "application/json" }
      const written = body === undefined ? {} : { headers, body: JSON.stringify(body) }
      const answer = await upstream.fetch({ method, path: `${api.root}/${path}`, ...written }, budget())
      return parse(answer.body)
    },
  }
}

function parse(bytes: Buffer): Remote {
  try {
    const read: unknown = readRemoteJson(bytes.toString("utf8"))
    return isRemote(read) ? read : {}
  } catch {
    return {}
  }
}
