import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, describe, expect, it, test } from "vitest"
import { createEgress } from "./index.js"
import { isDirect } from "./proxy.js"

describe("NO_PROXY", () => {
  const direct = (except: string, url: string) => isDirect({ url: "http://p", except: except.split(",") }, new URL(url))
  it.each([
    ["example.com", "https://example.com"],
    ["example.com", "https://api.EXAMPLE.com"],
    [".example.com", "https://api.example.com"],
    ["*.example.com", "https://api.example.com"],
    ["other.test,example.com:8443", "https://example.com:8443"],
    ["example.com:443", "https://example.com"],
    ["10.0.0.7", "https://10.0.0.7"],
    ["*", "https://anything.test"],
  ])("%s excepts %s", (except, url) => expect(direct(except, url)).toBe(true))
  it.each([
    ["example.com", "https://badexample.com"],
    ["example.com", "https://example.com.test"],
    ["example.com:8443", "https://example.com"],
    ["", "https://example.com"],
    [".", "https://example.com"],
  ])("%s does not except %s", (except, url) => expect(direct(except, url)).toBe(false))
})

describe("a proxy", () => {
  let proxy: Server
  const tunnels: { target: string; authorization: string | undefined }[] = []
  beforeEach(async () => {
    tunnels.length = 0
    proxy = createServer()
    // A tunnel that leads nowhere: what is tested is who is asked for one.
    proxy.on("connect", (request, socket) => {
      tunnels.push({ target: request.url ?? "", authorization: request.headers["proxy-authorization"] })
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n")
    })
    proxy.listen(0, "127.0.0.1")
    await once(proxy, "listening")
  })
  afterEach(() => proxy.close())

  const call = async (origin: string, { except = [], user = "" }: { except?: string[]; user?: string } = {}) => {
    const url = `http://${user}127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const egress = createEgress({ allowPrivateNetwork: false, proxy: { url, except } })
    const failed = egress.upstream.request({ origin, path: "/", method: "GET" }).catch((error: unknown) => error)
    const error = await failed
    await egress.close()
    return error
  }

  test("is asked for a tunnel to the HR system, with its own credentials and none of the call's", async () => {
    await call("https://api.example.com", { user: "me:s%20ecret@" })
    const authorization = `Basic ${Buffer.from("me:s ecret").toString("base64")}`
    expect(tunnels).toEqual([{ target: "api.example.com:443", authorization }])
  })

  test.each([
    "https://169.254.169.254",
    "https://127.0.0.1",
    "https://[::1]",
    "https://0x7f.1",
    "https://localhost",
    "https://LOCALHOST.",
    "https://api.localhost",
    "http://api.example.com",
  ])("is not asked for %s, which is refused as ever", async (origin) => {
    expect(await call(origin)).toMatchObject({ code: "ROLLCALL_EGRESS" })
    expect(tunnels).toEqual([])
  })

  test("that never answers is given up", async () => {
    const silent = createServer().on("connect", () => {})
    silent.listen(0, "127.0.0.1")
    await once(silent, "listening")
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const egress = createEgress({ allowPrivateNetwork: false, proxy: { url, except: [] }, connectMs: 30 })
    const sent = egress.upstream.request({ origin: "https://api.example.com", path: "/", method: "GET" })
    await expect(sent).rejects.toMatchObject({ code: "UND_ERR_HEADERS_TIMEOUT" })
    silent.closeAllConnections()
    silent.close()
    await egress.close()
  })

  test("is not asked for hosts that are excepted", async () => {
    expect(await call("https://127.0.0.1", { except: ["127.0.0.1"] })).toMatchObject({ code: "ROLLCALL_EGRESS" })
    expect(tunnels).toEqual([])
  })

  test("has nothing to do with webhooks, whose targets are looked up and checked here", async () => {
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const egress = createEgress({ allowPrivateNetwork: false, proxy: { url, except: [] } })
    const sent = egress.dispatcher.request({ origin: "https://127.0.0.1", path: "/", method: "GET" })
    await expect(sent).rejects.toMatchObject({ code: "ROLLCALL_EGRESS" })
    await egress.close()
    expect(tunnels).toEqual([])
  })
})
