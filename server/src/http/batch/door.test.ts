import { Readable } from "node:stream"
import { expect, it } from "vitest"
import { AppError } from "../../errors.js"
import type { ProxyCall, Reply } from "../../gateway/index.js"
import { createServer } from "../index.js"
import { ACCOUNT_ID, servicesWith } from "../testing.js"

type Entry = { operation: string; account_id: string; request_id: string; status: number; code: string | null }

/** Batches of one server, to a gateway that does what the test says, with what got into the log. */
function door(proxy: (call: ProxyCall) => Promise<Reply>) {
  const entries: Entry[] = []
  const services = servicesWith({
    gateway: { proxy },
    describe: { isProxyResource: () => false },
    requestLog: {
      record: ({ operation, account_id, request_id, status, code }: Entry) =>
        void entries.push({ operation, account_id, request_id, status, code }),
    },
  })
  const app = createServer(services)
  return {
    entries,
    async batch(resources: object[], headers: Record<string, string> = {}) {
      const answer = await app.inject({
        ...{ method: "POST", url: "/batch-request" },
        headers: { authorization: "Bearer api", ...headers },
        payload: { integrated_account_id: ACCOUNT_ID, resources },
      })
      return { id: String(answer.headers["x-request-id"]), ...answer.json() }
    },
    close: () => app.close(),
  }
}

const rows = { status: 200, headers: {}, body: { result: [], next_cursor: null } }

it("Each request of a batch is in the log of the account under an id of its own, and so is the batch", async () => {
  const { entries, batch, close } = door(async ({ method }) => {
    if (method === "get") throw new AppError("resource.not_found", "no such")
    return rows
  })
  const { id, errors } = await batch([{ resource: "teams" }, { resource: "teams", name: "one", method: "get", id: 1 }])
  expect(id).toMatch(/^[\w-]{36}$/)
  expect(errors.one).toMatchObject([{ code: "resource.not_found", request_id: `${id}.2` }])
  const told = { account_id: ACCOUNT_ID, code: null }
  expect(entries).toEqual([
    { ...told, operation: "proxy_list", request_id: `${id}.1`, status: 200 },
    { ...told, operation: "proxy_get", request_id: `${id}.2`, status: 404, code: "resource.not_found" },
    { ...told, operation: "batch_request", request_id: id, status: 200 },
  ])
  await close()
})

it("A failure that is answered again for its key is one of the errors again, with the id of its own answer", async () => {
  let count = 0
  const { batch, close } = door(async () => {
    count++
    throw new AppError("upstream.failed", "the connection broke: it may have been carried out")
  })
  const ask = () =>
    batch([{ resource: "teams", method: "create", body: {}, persist: true }], { "idempotency-key": "k" })
  for (const answer of [await ask(), await ask()]) {
    expect(answer.result).toEqual({ teams: [] })
    expect(answer.errors.teams).toMatchObject([{ code: "upstream.failed", request_id: `${answer.id}.1` }])
  }
  expect(count).toBe(1)
  await close()
})

it("An answer of over 16 MB is an error, whatever it is made of", async () => {
  const long = JSON.stringify("x".repeat(17 * 1024 * 1024))
  const bodies = [long, Buffer.from(long), Readable.from([long]), { result: [long], next_cursor: null }]
  const { batch, close } = door(async () => ({ ...rows, body: bodies.shift() }))
  const names = ["text", "bytes", "stream", "rows"]
  const { errors } = await batch(names.map((name) => ({ resource: "teams", name })))
  for (const name of names) expect(errors[name], name).toMatchObject([{ message: expect.stringContaining("16 MB") }])
  await close()
})
