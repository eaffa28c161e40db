import {
  type Connector,
  isRemote,
  type Remote,
  type RemoteQuery,
  type RemoteRequest,
  readPage,
  readWholeList,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Account, Accounts } from "../../accounts/index.js"

/** Calls of one account's HR system, each with its own deadline. Rejects with `UpstreamError`. */
export type RemoteCalls = {
  baseUrl: string
  list(path: string, query?: RemoteQuery): Promise<readonly Remote[]>
  /** The answered row; empty when there is none. */
  send(request: RemoteRequest): Promise<Remote>
}

export type RemoteParts = { accounts: Pick<Accounts, "find" | "upstream"> }

type Opened = { account: Account; connector: Connector; callMs: number }

export function openRemote({ accounts }: RemoteParts, { account, connector, callMs }: Opened): RemoteCalls {
  const { api } = connector
  const upstream = accounts.upstream(account)
  const budget = () => ({ deadlineMs: upstream.now() + callMs })
  return {
    baseUrl: upstream.baseUrl,
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
