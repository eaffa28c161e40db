import { bamboohr } from "@rollcall/connector-bamboohr"
import { hmacSha256, type WireRequest } from "@rollcall/connector-kit"
import { describeConnector } from "@rollcall/connector-kit/testing"
import { type Sandbox, startSandbox } from "@rollcall/sandbox-bamboohr"
import { afterAll } from "vitest"

let sandbox: Promise<Sandbox> | undefined

async function send({ method, path, headers, body }: WireRequest) {
  sandbox ??= startSandbox({ size: 40, today: "2026-11-23" })
  const { url, apiKey, companyDomain } = await sandbox
  const authorized = bamboohr.api.authorize({ method: "api_key", secrets: { api_key: apiKey } })
  const answer = await fetch(`${url}/${companyDomain}${path}`, {
    method,
    headers: { ...bamboohr.api.headers, ...headers, ...authorized },
    ...(body === undefined ? {} : { body: String(body) }),
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, headers: {}, rateLimit: {}, url: path, body: bytes }
}

describeConnector(bamboohr, {
  today: "2026-11-23",
  send,
  settings: { company_domain: "acme" },
  sign({ body, secret, now }) {
    const stamp = String(now.getTime() / 1_000)
    return { "x-bamboohr-timestamp": stamp, "x-bamboohr-signature": hmacSha256(secret, body, stamp) }
  },
})

afterAll(async () => (await sandbox)?.close())
