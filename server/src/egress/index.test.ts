import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { assertPublicHost, createEgress, EgressRefused, guardedLookup, isPublicAddress } from "./index.js"

// Addresses are only classified here; nothing is sent but to a server of this test on loopback.
const NOT_PUBLIC = [
  ...["127.0.0.1", "127.255.255.254", "127.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433", "017700000001"],
  ...[
    "0.0.0.0",
    "0",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.1",
    "0xc0a80001",
  ],
  ...[
    "169.254.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "100.64.0.1",
    "100.100.100.200",
  ],
  ...[
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
  ],
  ...["::", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"],
  ...[
    "::127.0.0.1",
    "::7f00:1",
    "::10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a9fe:a9fe",
    "2002:7f00:1::",
  ],
  ...["2001::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "100::1"],
  ...["", "not an address", "999.1.1.1", "1.2.3.4.5", "4294967296", "127.0.0.1.", ":::", "1:2"],
]
const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "172.15.0.1",
  "172.32.0.1",
  "192.167.0.1",
  "2606:4700:4700::1111",
  "2a00:1450:4001::1",
  "::ffff:8.8.8.8",
]

describe("addresses", () => {
  test.each(NOT_PUBLIC)("%s is not public", (address) => expect(isPublicAddress(address)).toBe(false))
  test.each(PUBLIC)("%s is public", (address) => expect(isPublicAddress(address)).toBe(true))

  test("no IPv4 of loopback, private or link-local networks is public in any notation", () => {
    const networks = [[127], [10], [192, 168], [169, 254], [172, 16]]
    fc.assert(
      fc.property(fc.constantFrom(...networks), fc.uint8Array({ minLength: 4, maxLength: 4 }), (network, random) => {
        const bytes = [...network, ...random].slice(0, 4)
        const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
        const hex = number.toString(16).padStart(8, "0")
        const written = [bytes.join("."), String(number), `0x${hex}`, `0${number.toString(8)}`]
        const mapped = [
          `::ffff:${bytes.join(".")}`,
          `::ffff:${hex.slice(0, 4)}:${hex.slice(4)}`,
          `::${bytes.join(".")}`,
        ]
        for (const address of [...written, ...mapped]) expect(isPublicAddress(address), address).toBe(false)
      }),
    )
  })
})

describe("targets", () => {
  const notations = NOT_PUBLIC.filter(
    (one) => /^[0-9a-fx.]+$/i.test(one) || (one.includes(":") && !one.startsWith(":::") && one !== "1:2"),
  )
  test.each(notations)("https://%s is refused", (host) => {
    expect(() => assertPublicHost(host, "https:")).toThrow(EgressRefused)
    if (host.includes(":")) expect(() => assertPublicHost(`[${host}]`, "https:")).toThrow(EgressRefused)
  })
  test.each(["8.8.8.8", "[2606:4700:4700::1111]", "api.example.com", "10.example.com", "0x7f.example.com"])(
    "https://%s may be looked up",
    (host) => {
      expect(() => assertPublicHost(host, "https:")).not.toThrow()
    },
  )
  test.each(["http:", "ftp:", "ws:"])("%s is refused", (protocol) => {
    expect(() => assertPublicHost("api.example.com", protocol)).toThrow(/is not https/)
  })
})

describe("calls", () => {
  let server: Server
  let port: number
  let connections = 0
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === "/away") response.writeHead(302, { location: "/there" })
      response.end("hello")
    })
    server.on("connection", () => connections++)
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => server.close())

  const hosts = ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"]
  test.each(hosts.flatMap((host) => [`http://${host}`, `https://${host}`]))(
    "%s is refused by default, before a connection",
    async (origin) => {
      const before = connections
      const egress = createEgress({ allowPrivateNetwork: false })
      const call = egress.dispatcher.request({ origin: `${origin}:${port}`, path: "/", method: "GET" })
      await expect(call).rejects.toMatchObject({ code: "ROLLCALL_EGRESS" })
      await egress.close()
      expect(connections).toBe(before)
    },
  )

  test("a name that leads to a private address is refused when it is looked up", async () => {
    const found = await new Promise((resolve) => guardedLookup("localhost", { family: 4 }, (error) => resolve(error)))
    expect(found).toMatchObject({ code: "ROLLCALL_EGRESS", message: expect.stringContaining("127.0.0.1") })
  })

  test("the operator can allow the private network", async () => {
    const egress = createEgress({ allowPrivateNetwork: true })
    const answer = await egress.dispatcher.request({ origin: `http://127.0.0.1:${port}`, path: "/", method: "GET" })
    expect(await answer.body.text()).toBe("hello")
    await egress.close()
  })

  test("a redirect is answered, not followed", async () => {
    const egress = createEgress({ allowPrivateNetwork: true })
    const answer = await egress.dispatcher.request({ origin: `http://127.0.0.1:${port}`, path: "/away", method: "GET" })
    expect(answer.statusCode).toBe(302)
    await answer.body.dump()
    await egress.close()
  })
})
