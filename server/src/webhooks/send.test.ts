import { createServer, type Server, type ServerResponse } from "node:http"
import { type AddressInfo, createServer as createSocket } from "node:net"
import { gzipSync } from "node:zlib"
import { afterAll, afterEach, expect, it } from "vitest"
import { createClock } from "../clock.js"
import { createEgress } from "../egress/index.js"
import { type Outcome, send } from "./send.js"

const egress = createEgress({ allowPrivateNetwork: true })
const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
afterAll(() => egress.close())

async function sendTo(answer: (response: ServerResponse) => void, timeoutMs = 3_000): Promise<Outcome> {
  const server = createServer((request, response) => void request.resume().on("end", () => answer(response)))
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return sendAt(`http://127.0.0.1:${port}/`, timeoutMs)
}
const sendAt = (url: string, timeoutMs = 3_000) =>
  send({ dispatcher: egress.dispatcher, clock: createClock(), timeoutMs }, { id: "e", url, body: "{}", secrets: ["s"] })

it("An endpoint that never answers fails after the timeout", async () => {
  expect(await sendTo(() => {}, 200)).toMatchObject({
    error: expect.stringContaining("did not answer"),
    response: null,
  })
})

it("An answer counts by its status, though its body drips, breaks off or has no end", async () => {
  const dripping = await sendTo((response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write("."), 50)
    response.on("close", () => clearInterval(drip))
  }, 20_000)
  expect(dripping.error).toBe(null)
  expect(dripping.durationMs).toBeLessThan(5_000)
  const endless = await sendTo((response) => {
    response.writeHead(200)
    const pour = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    }
    response.on("drain", pour)
    pour()
  })
  expect(endless.error).toBe(null)
  expect(endless.response?.body).toHaveLength(4_096)
  const broken = await sendTo((response) => {
    response.writeHead(503, { "content-length": "100" })
    response.write("half")
    setTimeout(() => response.destroy(), 50)
  })
  expect(broken).toMatchObject({ error: "the target answered 503", response: { status: 503, body: "half" } })
})

it("A packed answer is never unpacked", async () => {
  const packed = gzipSync(Buffer.alloc(50_000_000))
  const { error, response } = await sendTo((answer) => {
    answer.writeHead(200, { "content-encoding": "gzip" }).end(packed)
  })
  expect(error).toBe(null)
  expect(response?.body.length).toBeLessThanOrEqual(4_096)
})

it("Headers without end, no HTTP at all and a redirect are failures", async () => {
  const big = await sendTo((response) => {
    response.writeHead(200, { "x-big": "y".repeat(60_000) }).end()
  })
  expect(big).toMatchObject({ response: null, error: expect.stringContaining("UND_ERR_HEADERS_OVERFLOW") })
  const socket = createSocket((connection) => {
    connection.on("error", () => {})
    connection.end("SSH-2.0-OpenSSH_9.6\r\n")
  })
  await new Promise<void>((resolve) => socket.listen(0, "127.0.0.1", resolve))
  const { port } = socket.address() as AddressInfo
  expect(await sendAt(`http://127.0.0.1:${port}/`)).toMatchObject({ response: null, error: expect.any(String) })
  socket.close()
  const moved = await sendTo((response) => void response.writeHead(307, { location: "http://127.0.0.1:1/" }).end())
  expect(moved).toMatchObject({ error: expect.stringContaining("redirects are not followed") })
})
