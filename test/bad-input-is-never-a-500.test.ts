import { connect } from "node:net"
import { type Operation, operations } from "@rollcall/contract"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Answer, type Call, type Connected, startRollcall } from "./rollcall.js"
import { systems } from "./systems.js"

function expectEnvelope(answer: Answer, what: string): void {
  // What Truto has and Rollcall has not says so.
  const isNotOffered = answer.status === 501 && answer.body.code === "operation.not_offered"
  if (!isNotOffered) expect(answer.status, `${what}: ${answer.text.slice(0, 300)}`).toBeLessThan(500)
  if (answer.status < 400) return
  expect(answer.headers["content-type"], what).toContain("json")
  expect(answer.body, what).toMatchObject({
    statusCode: answer.status,
    error: expect.any(String),
    request_id: expect.any(String),
  })
  expect(answer.body.message.length, what).toBeGreaterThan(answer.body.truto_is_remote_error ? 0 : 10)
  expect(answer.text, what).not.toMatch(/\bat .*\.(ts|js):\d+/)
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const
const word = fc.oneof(
  fc.constantFrom(
    "a",
    "null",
    "undefined",
    "-1",
    "0",
    "1e9",
    "true",
    "%00",
    "%F0%9F%92%A5",
    "..%2f",
    "'; drop table x",
    "[]",
    "{}",
    "a".repeat(3_000),
    "2026-13-45",
    "NaN",
    "\\",
    "𝔘",
    "__proto__",
    "constructor",
  ),
  fc.string({ maxLength: 20 }),
)
const name = fc.constantFrom(
  "limit",
  "next_cursor",
  "truto_key_by",
  "truto_exclude_fields",
  "truto_exclude_fields[]",
  "truto_response_format",
  "remote_query[x]",
  "remote_query",
  "manager[id]",
  "manager",
  "created_at[gt]",
  "created_at",
  "groups[id][in]",
  "a[b][c][d][e][f][g]",
  "status",
  "employee_id",
  "integrated_account_id",
  "id",
  "__proto__[x]",
  "methods",
  "format",
  "environment_id",
)
const query = fc
  .array(fc.tuple(name, word), { maxLength: 4 })
  .map((pairs) =>
    pairs.map(([key, value]) => `${key}=${/^%/.test(value) ? value : encodeURIComponent(value)}`).join("&"),
  )
const body = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.constantFrom(
    "",
    "{",
    "[]",
    "null",
    '"text"',
    "1",
    '{"__proto__":{"x":1}}',
    "\u0000",
    `{"context":${"[".repeat(50)}${"]".repeat(50)}}`,
  ),
)

describe.each(systems)("With an account of $name,", (system) => {
  let rollcall: Connected
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 3 } })
  })
  afterAll(() => rollcall.close())

  describe("whatever is sent", () => {
    it("to any operation is answered with success or an envelope", async () => {
      const operation = fc.constantFrom(...Object.values<Operation>(operations))
      const call = fc.record({
        operation,
        query,
        body,
        value: word,
        isNamed: fc.boolean(),
        method: fc.option(fc.constantFrom(...METHODS)),
      })
      await fc.assert(
        fc.asyncProperty(call, async ({ operation: one, query: text, body: sent, value, isNamed, method }) => {
          const safe = encodeURIComponent(value).replaceAll(".", "%2E") || "x"
          const path = one.path.replace(/:\w+/g, safe).replace("*", safe)
          const verb = method ?? (one.method === "ANY" ? "POST" : one.method)
          const options: Call = { method: verb, ...(verb === "GET" ? {} : { body: sent }) }
          const answer = await rollcall.call(`${path}?${isNamed ? "ACC&" : ""}${text}`, options)
          expectEnvelope(answer, `${verb} ${path}?${text} ${sent}`.slice(0, 400))
        }),
        { numRuns: 600 },
      )
    })

    it.each([
      "/%",
      "/unified/hris/employees/%E0%A4%A?ACC",
      "/unified/hris/employees?ACC&name=%E0%A4%A",
      "/unified//employees?ACC",
      "/unified/hris?ACC",
      "/unified?ACC",
      "/proxy?ACC",
      "/proxy/?ACC",
      "/custom?ACC",
      "/custom/?ACC",
      "/integrated-account/x",
      "/integrated-account/me/x",
      "/integrated-account/00000000-0000-0000-0000-000000000000",
    ])("%s is not a 500", async (path) => {
      for (const method of METHODS) expectEnvelope(await rollcall.call(path, { method }), `${method} ${path}`)
    })

    it("as a token is answered with 401 and how to send one", async () => {
      for (const authorization of [
        "",
        "Bearer",
        "Bearer ",
        "Basic x",
        "Bearer a b",
        `Bearer ${"x".repeat(5_000)}`,
        "bearer nope",
      ]) {
        const answer = await rollcall.call("/integrated-account", { token: null, headers: { authorization } })
        expect(answer.status, authorization.slice(0, 20)).toBe(401)
        expect(answer.headers["www-authenticate"]).toContain("Bearer")
      }
    })

    it("that is too large is a 413, and too long a query a 400", async () => {
      expect(
        (await rollcall.call("/integrated-account", { method: "POST", body: `{"x":"${"y".repeat(11_000_000)}"}` }))
          .status,
      ).toBe(413)
      expect((await rollcall.call(`/unified/hris/employees?ACC&name=${"x".repeat(15_990)}`)).status).toBe(400)
      expect((await rollcall.call(`/unified/hris/employees?ACC&${"a=1&".repeat(1_001)}`)).status).toBe(400)
    })

    it("that is not HTTP at all does not hang or stop the server", async () => {
      const { port } = new URL(rollcall.url)
      const said = await new Promise<string>((resolve) => {
        const socket = connect(Number(port), "127.0.0.1", () => socket.write("\u0001\u0002 nonsense\r\n\r\n"))
        let text = ""
        socket.on("data", (chunk) => {
          text += chunk
        })
        socket.on("close", () => resolve(text))
      })
      expect(said).toContain("400")
      expect((await rollcall.call("/ping", { token: null })).status).toBe(200)
    })

    it("with a method that a path does not take is a 405 that names the right ones", async () => {
      const answer = await rollcall.call("/integrated-account", { method: "PUT", body: {} })
      expect(answer.status).toBe(405)
      expect(answer.body.message).toContain("GET")
      for (const method of ["PATCH", "DELETE"] as const)
        expect((await rollcall.call("/unified/hris/fields/1?ACC", { method })).status).toBe(405)
      expect((await rollcall.call("/unified/hris/fields?ACC", { method: "POST", body: {} })).status).toBe(405)
    })
  })

  describe("the description of the API", () => {
    it("has every operation, and no reference that leads nowhere", async () => {
      const { body: document, text } = await rollcall.call("/openapi.json", { token: null })
      expect(document.openapi).toBe("3.1.0")
      const ids = Object.values(document.paths).flatMap((path: any) =>
        Object.values(path).map((one: any) => one.operationId),
      )
      for (const { id } of Object.values(operations))
        expect(
          ids.some((one) => one === id || one.startsWith(`${id}_`)),
          id,
        ).toBe(true)
      const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name = ""]) => name)
      expect(references.length).toBeGreaterThan(10)
      expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(references))
    })
  })
})
