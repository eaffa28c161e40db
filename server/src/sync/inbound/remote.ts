import {
  type Connector,
  isRemote,
  type List,
  type Remote,
  type RemoteRequest,
  readAnswer,
  readPage,
  readWholeList,
  toWire,
  type WireRequest,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Account, Accounts, Priority } from "../../accounts/index.js"

/** Calls of one account's HR system, each with its own deadline. Rejects with `UpstreamError`. */
export type RemoteCalls = {
  baseUrl: string
  list(list: List): Promise<readonly Remote[]>
  /** The JSON of an answer. */
  read(request: RemoteRequest): Promise<unknown>
  /** The answered row; empty when there is none. */
  send(request: RemoteRequest): Promise<Remote>
}

export type RemoteDeps = { accounts: Pick<Accounts, "find" | "upstream"> }

type Opened = { account: Account; connector: Connector; callMs: number; priority: Priority }

export function openRemote({ accounts }: RemoteDeps, { account, connector, callMs, priority }: Opened): RemoteCalls {
  const { api } = connector
  const upstream = accounts.upstream(account, priority)
  const budget = () => ({ deadlineMs: upstream.now() + callMs })
  return {
    baseUrl: upstream.baseUrl,
    list(list) {
      const fetch = (request: WireRequest) => upstream.fetch(request, budget())
      return readWholeList((page) => readPage(api, fetch, page), { list })
    },
    read: async (request) => readAnswer(api, (await upstream.fetch(toWire(api, request), budget())).body, request),
    send: async (request) => parse((await upstream.fetch(toWire(api, request), budget())).body),
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
