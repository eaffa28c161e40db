import { factorial } from "@rollcall/connector-factorial"
import type { WireRequest } from "@rollcall/connector-kit"
import { describeConnector } from "@rollcall/connector-kit/testing"
import { type Sandbox, startSandbox } from "@rollcall/sandbox-factorial"
import { afterAll } from "vitest"

let sandbox: Promise<Sandbox> | undefined

async function send({ method, path }: WireRequest) {
  sandbox ??= startSandbox({ size: 120, today: "2026-11-23" })
  const { url, apiKey } = await sandbox
  const answer = await fetch(`${url}${path}`, { method, headers: { "x-api-key": apiKey } })
  const body = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, headers: {}, rateLimit: {}, url: path, body }
}

describeConnector(factorial, {
  today: "2026-11-23",
  send,
  sign: ({ secret }) => ({ "x-factorial-wh-challenge": secret }),
})

afterAll(async () => (await sandbox)?.close())
