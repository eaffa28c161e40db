import { factorial } from "@rollcall/connector-factorial"
import {
  type List,
  listCall,
  type Remote,
  type RemoteRequest,
  readPage,
  readWholeList,
  START,
  toWire,
  type WireRequest,
} from "@rollcall/connector-kit"
import { describeConnector } from "@rollcall/connector-kit/testing"
import { type Sandbox, startSandbox } from "@rollcall/sandbox-factorial"
import { afterAll } from "vitest"

const { api } = factorial
let sandbox: Promise<Sandbox> | undefined
const lists = new Map<string, Promise<Remote[]>>()

async function send({ method, path }: WireRequest) {
  sandbox ??= startSandbox({ size: 120, today: "2026-11-23" })
  const { url, apiKey } = await sandbox
  const answer = await fetch(`${url}${path}`, { method, headers: { "x-api-key": apiKey } })
  const body = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, headers: {}, rateLimit: {}, url: path, body }
}

async function answer(request: RemoteRequest): Promise<unknown> {
  const { status, body } = await send(toWire(api, request))
  if (status !== 200) throw new Error(`${request.path}: ${status}`)
  return JSON.parse(body.toString("utf8"))
}

describeConnector(factorial, {
  today: "2026-11-23",
  answer,
  sign: ({ secret }) => ({ "x-factorial-wh-challenge": secret }),
  rows(list: List) {
    const call = listCall(api, { list, position: START, size: list.page.maxSize }).path
    const known = lists.get(call) ?? readWholeList((page) => readPage(api, send, page), { list })
    lists.set(call, known)
    return known
  },
})

afterAll(async () => (await sandbox)?.close())
