import { request as httpRequest } from "node:http"
import { gunzipSync } from "node:zlib"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { type Fault, type Sandbox, startSandbox } from "./index.js"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ size: 12, today: "2026-11-23" })
})
afterEach(() => sandbox.running.faults.clear())
afterAll(() => sandbox.close())

const ROOT = "/api/2026-10-01/resources"
const PEOPLE = "employees/employees"
const order = async (...faults: Fault[]) => {
  const answer = await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(faults) })
  expect(await answer.json()).toMatchObject({ faults: expect.any(Array) })
}
const people = () => sandbox.running.store.all(PEOPLE)
const nameOf = (table: string) => `${sandbox.url}${table.startsWith("/") ? "" : `${ROOT}/`}${table}`

type Received = { status: number; headers: Record<string, unknown>; bytes: Buffer; error: string | null }
type Sent = { method?: string; body?: unknown; form?: string; until?: (bytes: number) => boolean }
/** With what arrived before the connection broke. */
function call(path: string, { method = "GET", body, form, until }: Sent = {}): Promise<Received> {
  return new Promise((resolve) => {
    const got: Received = { status: 0, headers: {}, bytes: Buffer.alloc(0), error: null }
    const sent = httpRequest(nameOf(path), {
      method,
      agent: false,
      headers: {
        "x-api-key": sandbox.apiKey,
        ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      },
    })
    const end = (error: unknown) => {
      got.error ??= error instanceof Error && "code" in error ? String(error.code) : null
      resolve(got)
    }
    sent.on("error", end)
    sent.on("response", (answer) => {
      got.status = answer.statusCode ?? 0
      got.headers = answer.headers
      answer.on("data", (chunk: Buffer) => {
        got.bytes = Buffer.concat([got.bytes, chunk])
        if (until?.(got.bytes.length)) sent.destroy()
      })
      answer.on("error", end)
      answer.on("close", () => end(null))
    })
    sent.end(form ?? (body === undefined ? undefined : JSON.stringify(body)))
  })
}
const json = async (path: string, sent?: Sent) => JSON.parse((await call(path, sent)).bytes.toString("utf8"))
const ids = async (path: string): Promise<string[]> => (await json(path)).data.map((row: { id: string }) => row.id)
const hire = (first_name: string) => ({
  method: "POST",
  body: {
    company_id: sandbox.running.company.id,
    first_name,
    last_name: "Doe",
    email: `${first_name}@company.example`,
    contract_starts_on: "2026-11-23",
    contract_effective_on: "2026-11-23",
  },
})

describe("which calls are struck", () => {
  it("is told by path, method, reads of one row or lists, and how many are let pass", async () => {
    const [first] = people()
    await order({ kind: "status", status: 410, reads: "one" })
    expect((await call(`${PEOPLE}/${first?.id}`)).status).toBe(410)
    expect((await call(PEOPLE)).status).toBe(200)
    sandbox.running.faults.clear()
    await order({ kind: "status", status: 503, reads: "list", path: "teams/", after: 1, times: 1 })
    const statuses: number[] = []
    for (let n = 0; n < 3; n += 1) statuses.push((await call("teams/teams")).status)
    expect(statuses).toEqual([200, 503, 200])
  })

  it("may be every one, the token endpoint too, but never the control API", async () => {
    await order({ kind: "status", status: 500, path: "/" })
    expect((await call(PEOPLE)).status).toBe(500)
    expect((await call("/oauth/token", { method: "POST" })).status).toBe(500)
    expect((await call("/_sandbox")).status).toBe(200)
  })

  it("may be several at once: changes add up, and what takes the answer's place is the last", async () => {
    await order(
      { kind: "compressed" },
      { kind: "headers", headers: { "RateLimit-Remaining": "0", "RateLimit-Reset": "60" } },
      { kind: "status", status: 400, times: 1 },
      { kind: "status", status: 412, times: 1 },
    )
    for (const status of [400, 412, 200]) {
      const answer = await call("teams/teams")
      expect(answer.status).toBe(status)
      expect(answer.headers).toMatchObject({ "ratelimit-remaining": "0", "ratelimit-reset": "60" })
      expect(() => JSON.parse(gunzipSync(answer.bytes).toString())).not.toThrow()
    }
  })
})

describe("a quota", () => {
  it("lets so many calls through in each window and tells every caller what is left", async () => {
    await order({ kind: "quota", requests: 2, windowSeconds: 30, path: "teams/teams" })
    const told = async () => {
      const { status, headers } = await call("teams/teams")
      return [status, headers["ratelimit-limit"], headers["ratelimit-remaining"], headers["retry-after"]]
    }
    expect(await told()).toEqual([200, "2", "1", undefined])
    expect(await told()).toEqual([200, "2", "0", undefined])
    const [status, limit, left, seconds] = await told()
    expect([status, limit, left]).toEqual([429, "2", "0"])
    expect(Number(seconds)).toBeGreaterThan(0)
    expect(Number(seconds)).toBeLessThanOrEqual(30)
    sandbox.running.clock.set(new Date(sandbox.running.clock.now().getTime() + 30_000))
    expect(await told()).toEqual([200, "2", "1", undefined])
  })
})

describe("another answer", () => {
  it("has any status, headers and body", async () => {
    await order({
      kind: "status",
      status: 429,
      headers: { "Retry-After": "Wed, 25 Nov 2026 07:28:00 GMT" },
      body: { errors: ["slowly"] },
    })
    const answer = await call("teams/teams")
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "Wed, 25 Nov 2026 07:28:00 GMT"])
    expect(JSON.parse(answer.bytes.toString())).toEqual({ errors: ["slowly"] })
  })

  it("redirects, is HTML with a 200, or is nothing that JSON readers know", async () => {
    await order(
      { kind: "redirect", status: 307, location: "https://example.test/login", times: 1 },
      { kind: "html", status: 200, times: 1 },
      { kind: "malformed", times: 1 },
    )
    const redirect = await call("teams/teams")
    expect([redirect.status, redirect.headers.location]).toEqual([307, "https://example.test/login"])
    const page = await call("teams/teams")
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"])
    const broken = (await call("teams/teams")).bytes.toString()
    expect(() => JSON.parse(broken)).toThrow()
  })

  it("comes after a write that was carried out when that is asked, else instead of it", async () => {
    const before = people().length
    await order({ kind: "status", status: 201, body: { errors: ["no"] }, method: "POST", times: 1 })
    expect(await json(`${PEOPLE}/create_with_contract`, hire("instead"))).toEqual({ errors: ["no"] })
    expect(people().length).toBe(before)
    await order({ kind: "status", status: 201, body: {}, carriesOut: true, method: "POST", times: 1 })
    expect(await json(`${PEOPLE}/create_with_contract`, hire("after"))).toEqual({})
    expect(people().length).toBe(before + 1)
  })
})

describe("rows", () => {
  it("one twice and another missing, with the right count, while reads by id are right", async () => {
    const all = people().map(({ id }) => id)
    const [shows = "", hides = ""] = [all[2], all[5]]
    await order({ kind: "duplicate_row", shows, hides, path: PEOPLE })
    const { data, meta } = await json(`${PEOPLE}?limit=100`)
    expect(meta.total).toBe(all.length)
    expect(data.map((row: any) => row.id)).toEqual(all.map((id) => (id === hides ? shows : id)))
    expect(await ids(`${PEOPLE}?ids[]=${hides}`)).toEqual([hides])
    expect((await json(`${PEOPLE}/${hides}`)).id).toBe(hides)
  })

  it("of somebody else than was asked for", async () => {
    const [first, second] = people()
    await order({ kind: "another_row", times: 1 })
    expect((await json(`${PEOPLE}/${first?.id}`)).id).toBe(second?.id)
  })

  it("with any value in a column: a NUL, half a character, a number past 2^53, a column that is new", async () => {
    const [first, second] = people()
    await order(
      { kind: "cell", path: PEOPLE, column: "first_name", value: "A\u0000b", ...(first ? { id: first.id } : {}) },
      { kind: "cell", path: PEOPLE, column: "last_name", value: "\ud800" },
      { kind: "cell", path: PEOPLE, column: "manager_id", json: "18446744073709551617" },
      { kind: "cell", path: PEOPLE, column: "brand_new", value: [] },
    )
    const text = (await call(PEOPLE)).bytes.toString()
    const { data } = JSON.parse(text)
    expect(data[0]).toMatchObject({ first_name: "A\u0000b", last_name: "\ud800", brand_new: [] })
    expect(data[1].first_name).toBe(second?.first_name)
    expect(text).toContain('"manager_id":18446744073709551617,')
  })

  it("rows, lists and keys in the opposite order", async () => {
    const all = people().map(({ id }) => id)
    const team = sandbox.running.store.all("teams/teams").find((row) => (row.employee_ids as string[]).length > 1)
    const plain = await json(`teams/teams/${team?.id}`)
    await order({ kind: "order", what: "rows" }, { kind: "order", what: "lists" }, { kind: "order", what: "keys" })
    expect(await ids(PEOPLE)).toEqual(all.toReversed())
    const turned = await json(`teams/teams/${team?.id}`)
    expect(Object.keys(turned)).toEqual(Object.keys(plain).toReversed())
    expect(turned.employee_ids).toEqual(plain.employee_ids.toReversed())
  })

  it("with ids as JSON numbers", async () => {
    const [first] = people()
    await order({ kind: "numeric_ids" })
    const text = (await call(`${PEOPLE}/${first?.id}`)).bytes.toString()
    expect(text).toContain(`"id":${first?.id},`)
    expect(Object.keys(JSON.parse(text))).toContain("communications_email")
  })
})

describe("paging", () => {
  const walk = async (query: string, pages: number) => {
    const seen: string[] = []
    let after = ""
    for (let n = 0; n < pages; n += 1) {
      const { data, meta } = await json(`${PEOPLE}?limit=3${query}${after}`)
      expect(meta.has_next_page).toBe(true)
      seen.push(data[0]?.id ?? "none")
      after = `&after_id=${encodeURIComponent(meta.end_cursor)}`
    }
    return seen
  }

  it.each([1, 2, 3, 99])("goes round in a cycle of %i pages", async (cycle) => {
    const firsts = people().filter((_, index) => index % 3 === 0)
    await order({ kind: "cursors", cycle })
    const length = Math.min(cycle, firsts.length)
    const expected = Array.from({ length: 9 }, (_, index) => firsts[index % length]?.id)
    expect(await walk("", 9)).toEqual(expected)
  })

  it("goes round by page number too", async () => {
    await order({ kind: "cursors", cycle: 2 })
    const third = await json(`${PEOPLE}?limit=3&page=3`)
    expect(third.data[0].id).toBe(people()[0]?.id)
    expect(third.meta.has_next_page).toBe(true)
  })

  it("never ends: empty pages, each with a cursor that was never there", async () => {
    await order({ kind: "endless_pages" })
    const pages = Math.ceil(people().length / 3)
    const seen = await walk("", pages + 3)
    expect(seen.slice(pages)).toEqual(["none", "none", "none"])
  })

  it("has a total that is one more, that grows, or that is no number", async () => {
    const size = people().length
    const totals = async (count: number) => {
      const seen: unknown[] = []
      for (let n = 0; n < count; n += 1) seen.push((await json(`${PEOPLE}?limit=3`)).meta.total)
      return seen
    }
    await order({ kind: "total", times: 2 })
    expect(await totals(2)).toEqual([size + 1, size + 1])
    await order({ kind: "total", by: 10, grows: true, times: 2 })
    expect(await totals(2)).toEqual([size + 10, size + 20])
    await order({ kind: "total", value: null, times: 1 })
    expect(await totals(2)).toEqual([null, size])
  })
})

describe("the bytes", () => {
  it("are compressed although nobody asked, or begin with a mark", async () => {
    await order({ kind: "bom", times: 1 }, { kind: "compressed", encoding: "gzip", after: 1, times: 1 })
    expect((await call("teams/teams")).bytes.subarray(0, 4)).toEqual(Buffer.from("\ufeff{"))
    const packed = await call("teams/teams")
    expect(packed.headers["content-encoding"]).toBe("gzip")
    expect(JSON.parse(gunzipSync(packed.bytes).toString()).data).toBeInstanceOf(Array)
  })

  it("stop in the middle, and come on when the faults are removed", async () => {
    await order({ kind: "stall", times: 1 })
    const letGo = () => {
      sandbox.running.faults.clear()
      return false
    }
    const answer = await call(PEOPLE, { until: letGo })
    expect(answer.error).toBeNull()
    expect(JSON.parse(answer.bytes.toString()).data).toHaveLength(people().length)
  })

  it("never end", async () => {
    await order({ kind: "endless_body", times: 1 })
    const { bytes } = await call(PEOPLE, { until: (count) => count > 1_000_000 })
    expect(bytes.length).toBeGreaterThan(1_000_000)
    expect(() => JSON.parse(bytes.toString())).toThrow()
  })

  it("end before they should", async () => {
    await order({ kind: "truncate", times: 1 })
    const { headers, bytes } = await call(PEOPLE)
    expect(bytes.length).toBe(Math.floor(Number(headers["content-length"]) / 2))
  })
})

describe("a reset", () => {
  it("before the answer leaves nothing, with the write carried out or not", async () => {
    const size = people().length
    await order({ kind: "reset", method: "POST", times: 1 })
    const undone = await call(`${PEOPLE}/create_with_contract`, hire("never"))
    expect([undone.status, undone.error, people().length]).toEqual([0, "ECONNRESET", size])
    await order({ kind: "reset", carriesOut: true, method: "POST", times: 1 })
    const done = await call(`${PEOPLE}/create_with_contract`, hire("done"))
    expect([done.status, done.error, people().length]).toEqual([0, "ECONNRESET", size + 1])
  })

  it("during the answer leaves half of it", async () => {
    const size = people().length
    await order({ kind: "reset", moment: "during", times: 2 })
    const written = await call(`${PEOPLE}/create_with_contract`, hire("half"))
    expect([written.status, people().length]).toEqual([200, size + 1])
    expect(written.error).toMatch(/ECONNRESET/)
    const read = await call(PEOPLE)
    expect(read.bytes.length).toBeLessThan(Number(read.headers["content-length"]))
    expect(read.error).toMatch(/ECONNRESET/)
  })

  it("after the answer leaves all of it, and the connection is gone", async () => {
    await order({ kind: "reset", moment: "after", times: 1 })
    const answer = await call(PEOPLE)
    expect(JSON.parse(answer.bytes.toString()).data).toHaveLength(people().length)
  })
})

describe("OAuth", () => {
  const refresh = (token: string) =>
    call("/oauth/token", {
      method: "POST",
      form: `grant_type=refresh_token&refresh_token=${token}&client_id=sandbox-client&client_secret=sandbox-secret`,
    })
  const grant = () => sandbox.running.oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
  const seenWith = async (token: string) =>
    (await fetch(nameOf("teams/teams"), { headers: { authorization: `Bearer ${token}` } })).status

  it("answers with fields that are null, text or missing, for a token that works", async () => {
    await order({
      kind: "token_answer",
      set: { scope: null, expires_in: "7200", refresh_token: "" },
      without: ["token_type"],
    })
    const answer = JSON.parse((await refresh(grant().refresh_token)).bytes.toString())
    expect(answer).toMatchObject({ scope: null, expires_in: "7200", refresh_token: "" })
    expect(answer).not.toHaveProperty("token_type")
    expect(await seenWith(answer.access_token)).toBe(200)
  })

  it("gives a token that never ends", async () => {
    await order({ kind: "token_answer", neverEnds: true })
    const answer = JSON.parse((await refresh(grant().refresh_token)).bytes.toString())
    expect(answer.expires_in).toBeNull()
    expect(answer).not.toHaveProperty("refresh_token")
    const now = sandbox.running.clock.now()
    sandbox.running.clock.set(new Date(now.getTime() + 400 * 86_400_000))
    expect(await seenWith(answer.access_token)).toBe(200)
    sandbox.running.clock.set(now)
  })

  it("gives a 200 that can't be read, or HTML, after the refresh token was spent", async () => {
    const { refresh_token } = grant()
    await order({ kind: "malformed", path: "oauth/token", carriesOut: true, times: 1 })
    const answer = await refresh(refresh_token)
    expect([answer.status, answer.bytes.toString()]).toEqual([200, '{"data":[{"id":"1"'])
    expect((await refresh(refresh_token)).status).toBe(400)
    const other = grant().refresh_token
    await order({ kind: "html", status: 200, path: "oauth/token", times: 1 })
    expect((await refresh(other)).headers["content-type"]).toContain("text/html")
    expect((await refresh(other)).status).toBe(200)
  })

  it("leaves refusals of the token endpoint as they are", async () => {
    await order({ kind: "token_answer", set: { scope: null } })
    expect(JSON.parse((await refresh("nobody")).bytes.toString())).toMatchObject({ error: "invalid_grant" })
  })
})
