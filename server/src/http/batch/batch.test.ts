import { BATCH_LIMITS, batchRequest } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { AppError } from "../../errors.js"
import { type InnerCall, queryText } from "../within/call.js"
import { fill, pathsIn, valueAt } from "./placeholders.js"
import { planBatch } from "./plan.js"
import { runBatch } from "./run.js"

const requestsOf = (resources: object[]) =>
  batchRequest.body.parse({ integrated_account_id: "00000000-0000-4000-8000-000000000001", resources }).resources

function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
  return "nothing was refused"
}

describe("a placeholder", () => {
  const args = { id: 7, ids: ["a", "b"], none: null, text: "12x", deep: { er: true } }
  const lookup = (path: string) => valueAt({ args }, path.split("."))
  const room = (left = 1_000) => ({ of: "query", left })
  it.each([
    ["{{args.id}}", 7],
    ["{{ args.deep.er }}", true],
    ["{{args.id:str}}", "7"],
    ["n{{args.id}}-{{args.ids}}", 'n7-["a","b"]'],
    ["{{args.nobody|args.id}}", 7],
    ["{{args.nobody?:5:int}}", 5],
    ["{{args.none?:x}}", "x"],
    ["{{args.ids}}", ["a", "b"]],
    ["{{args.deep.er:bool}}", true],
    ['{{args.nobody?:{"a":1}:json}}', '{{args.nobody?:{"a":1}:json}}'],
    [
      { a: "{{args.id}}", b: "{{args.nobody:undefined}}", c: ["{{args.id}}"] },
      { a: 7, c: [7] },
    ],
    ["no placeholder", "no placeholder"],
  ])("%j is %j", (given, expected) => expect(fill(given, lookup, room())).toEqual(expected))

  it("without a value is refused, because a filter that fell away would choose every row", () => {
    expect(refusal(() => fill({ id: "{{args.nobody}}" }, lookup, room()))).toContain("has no value")
    expect(refusal(() => fill("{{args.constructor}}", lookup, room()))).toContain("has no value")
    expect(refusal(() => fill("{{args.text:int}}", lookup, room()))).toContain("no whole number")
  })
  it("is counted before its cast, which may make little of much", () => {
    for (const text of ["{{args.long:bool}}", "x{{args.long:bool}}", "{{args.long:json}}"])
      expect(refusal(() => fill(text, () => `${" ".repeat(2_000)}1`, room()))).toContain("query is too long")
  })
  it("is found wherever it stands", () => {
    expect(pathsIn({ a: ["{{args.a|args.b}}"], c: { d: "x{{resources.e.f:str}}" }, n: 1 })).toEqual([
      "args.a",
      "args.b",
      "resources.e.f",
    ])
  })
})

describe("a plan", () => {
  it("puts each request after those that it depends on, by name or resource", () => {
    const plan = planBatch(
      requestsOf([
        { resource: "hris/employments", depends_on: "people", query: { employee_id: "{{resources.people.id}}" } },
        { resource: "hris/employees", name: "people", depends_on: ["hris/groups"] },
        { resource: "hris/groups" },
      ]),
    )
    expect(plan.map(({ name }) => name)).toEqual(["hris/groups", "people", "hris/employments"])
    expect(plan[2]?.rowsOf).toEqual({ name: "people", word: "people" })
  })
  it("knows rows by the resource too, with dots for slashes", () => {
    const [, second] = planBatch(
      requestsOf([
        { resource: "hris/employees", name: "people" },
        {
          resource: "hris/employees",
          name: "one",
          method: "get",
          id: "{{resources.hris.employees.id}}",
          depends_on: "people",
        },
      ]),
    )
    expect(second?.rowsOf).toEqual({ name: "people", word: "hris.employees" })
  })
  it.each([
    [
      [
        { resource: "a", depends_on: "b" },
        { resource: "b", depends_on: "a" },
      ],
      "circle",
    ],
    [[{ resource: "a", depends_on: "a" }], "circle"],
    [[{ resource: "a", depends_on: "nobody" }], "there is no request nobody"],
    [[{ resource: "a" }, { resource: "b", id: "{{resources.a.id}}" }], "name that in depends_on"],
    [
      [
        { resource: "a" },
        { resource: "b" },
        { resource: "c", depends_on: ["a", "b"], query: { x: "{{resources.a.id}}", y: "{{resources.b.id}}" } },
      ],
      "two requests",
    ],
    [[{ resource: "a" }, { resource: "b", depends_on: "a", loop_on: "{{resources.a.id}}" }], "once for each row"],
  ])("of %j is refused", (requests, said) => expect(refusal(() => planBatch(requestsOf(requests)))).toContain(said))
})

describe("a query", () => {
  it("is written as clients write it", () =>
    expect(queryText({ a: 1, b: { c: "d e" }, f: ["g", "h"], none: null, nothing: undefined })).toBe(
      "a=1&b%5Bc%5D=d%20e&f%5B%5D=g&f%5B%5D=h",
    ))
  it("is no longer and no deeper than one that is sent, however often its names would be written", () => {
    const wide = { [`n${"x".repeat(10_000)}`]: Array(100_000).fill("1") }
    expect(refusal(() => queryText(wide))).toContain("longer than 16000")
    let deep: unknown = 1
    for (let level = 0; level < 40; level++) deep = { a: deep }
    expect(refusal(() => queryText({ deep }))).toContain("nested")
  })
})

const ACCOUNT = "acc"

/** Answers are by method and path; a list has pages. */
async function run(
  resources: object[],
  answers: (call: InnerCall) => unknown,
  more: { args?: object; key?: string; yieldMs?: number; answerBytes?: number; lookMs?: number } = {},
) {
  const calls: InnerCall[] = []
  let now = 0
  const pass = async () => {
    now += more.yieldMs ?? 0
  }
  const deps = {
    clock: {
      elapsedMs: () => {
        now += more.lookMs ?? 0
        return now
      },
      yield: pass,
    },
    show: (error: unknown) => ({ message: error instanceof Error ? error.message : String(error) }),
    call: async (call: InnerCall) => {
      calls.push(call)
      const answer = answers(call)
      if (answer === SLOW) now += BATCH_LIMITS.seconds * 1_000
      if (answer instanceof Error) throw answer
      const value = answer === SLOW ? { result: [{ id: "slow" }], next_cursor: "more" } : answer
      return { value, bytes: more.answerBytes ?? 1 }
    },
  }
  const asked = { accountId: ACCOUNT, args: { ...more.args }, key: more.key }
  return { ...(await runBatch(deps, planBatch(requestsOf(resources)), asked)), calls }
}
const SLOW = Symbol("slow")
const pathOf = ({ method, path, query }: InnerCall) => `${method} ${path}?${queryText(query)}`

describe("a batch", () => {
  it("reads lists to their end, and then what depends on their rows, once for each of the values", async () => {
    const { result, errors, calls } = await run(
      [
        { resource: "hris/employees", query: { employment_status: "active" } },
        {
          resource: "hris/employments",
          depends_on: "hris/employees",
          query: { employee_id: "{{resources.hris.employees.manager.id}}" },
        },
      ],
      ({ path, query }) => {
        if (path.endsWith("employments")) return { result: [{ of: query.employee_id }], next_cursor: null }
        const [id, next] = query.next_cursor === "2" ? ["b", null] : ["a", "2"]
        return { result: [{ id, manager: { id: "boss" } }], next_cursor: next }
      },
    )
    expect(errors).toEqual({})
    expect(result).toEqual({
      "hris/employees": [
        { id: "a", manager: { id: "boss" } },
        { id: "b", manager: { id: "boss" } },
      ],
      "hris/employments": [{ of: "boss" }],
    })
    expect(calls.map(pathOf)).toEqual([
      "GET /unified/hris/employees?limit=500&employment_status=active&integrated_account_id=acc",
      "GET /unified/hris/employees?limit=500&employment_status=active&integrated_account_id=acc&next_cursor=2",
      "GET /unified/hris/employments?limit=500&employee_id=boss&integrated_account_id=acc",
    ])
  })

  it("runs a request for each value of a list, and shows rows of the proxy only when they are to be kept", async () => {
    const { result, calls } = await run(
      [
        { resource: "hris/employees", name: "people", method: "get", id: "{{args.ids}}", loop_on: "args.ids" },
        { resource: "teams-teams" },
        { resource: "teams-teams", name: "kept", persist: true },
      ],
      ({ path }) => (path.startsWith("/proxy") ? { result: [1], next_cursor: null } : { id: path }),
      { args: { ids: ["1", "a/b"] } },
    )
    expect(result).toEqual({
      people: [{ id: "/unified/hris/employees/1" }, { id: "/unified/hris/employees/a%2Fb" }],
      kept: [1],
    })
    expect(calls).toHaveLength(4)
  })

  it("calls writes and actions where a client would, with the body", async () => {
    const { calls } = await run(
      [
        { resource: "hris/timeoff_requests", method: "create", body: { employee: { id: "{{args.who}}" } } },
        { resource: "hris/timeoff_requests", name: "a", method: "approve", id: 5 },
        { resource: "hris/groups", method: "delete", id: "9" },
        { resource: "teams-teams", method: "move", body: { id: 1 } },
        { resource: "teams-teams", name: "u", method: "update", id: 1, body: { name: "x" } },
      ],
      () => ({}),
      { args: { who: 7 } },
    )
    expect(calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["POST", "/unified/hris/timeoff_requests", { employee: { id: 7 } }],
      ["POST", "/unified/hris/timeoff_requests/5/approve", {}],
      ["DELETE", "/unified/hris/groups/9", {}],
      ["POST", "/proxy/teams-teams/move", { id: 1 }],
      ["PATCH", "/proxy/teams-teams/1", { name: "x" }],
    ])
  })

  it("gives each write a key of its own, the same when it is sent again, and none without one", async () => {
    const writes = [
      { resource: "a", method: "create", body: { n: "{{args.ns}}" }, loop_on: "ns" },
      { resource: "a", name: "read" },
    ]
    const answer = () => ({ result: [], next_cursor: null })
    const keysOf = async (key: string | undefined, ns: number[]) =>
      (await run(writes, answer, { args: { ns }, ...(key ? { key } : {}) })).calls.map((one) => one.key)
    const first = await keysOf("k", [1, 2, 2])
    expect(new Set(first.slice(0, 3)).size).toBe(3)
    expect(first[3]).toBeUndefined()
    expect(await keysOf("k", [1, 2, 2])).toEqual(first)
    expect(await keysOf("k", [2, 2, 1])).toEqual([first[1], first[2], first[0], undefined])
    expect((await keysOf("other", [1, 2, 2])).some((key) => key && first.includes(key))).toBe(false)
    expect(await keysOf(undefined, [1])).toEqual([undefined, undefined])
  })

  it("tells what failed, and goes on with the rest", async () => {
    const { result, errors } = await run(
      [
        { resource: "hris/employees", method: "get", id: "{{args.ids}}", loop_on: "{{args.ids}}" },
        { resource: "hris/groups", method: "get" },
        { resource: "hris/locations" },
        { resource: "hris/fields", query: { id: "{{args.nobody}}" }, loop_on: "args.nobody" },
      ],
      ({ path }) =>
        path.endsWith("/bad") ? new AppError("resource.not_found", "no such") : { result: [path], next_cursor: null },
      { args: { ids: ["bad", "good"] } },
    )
    expect(result["hris/locations"]).toEqual(["/unified/hris/locations"])
    expect(result["hris/employees"]).toHaveLength(1)
    expect(Object.entries(errors).map(([name, all]) => [name, all.map(({ message }) => message)])).toEqual([
      ["hris/employees", ["no such"]],
      ["hris/groups", ["id: is required"]],
      ["hris/fields", ["loop_on: args.nobody is no list of args"]],
    ])
  })

  it("ends after so many calls, rows and seconds, says so, and keeps what it has", async () => {
    const endless = () => ({ result: [{ id: "x" }], next_cursor: "more" })
    const calls = await run([{ resource: "a", persist: true }, { resource: "b" }], endless)
    expect(calls.calls).toHaveLength(BATCH_LIMITS.calls)
    expect(calls.result.a).toHaveLength(BATCH_LIMITS.calls)
    expect(Object.keys(calls.errors)).toEqual(["a", "b"])
    const rows = await run([{ resource: "a" }], () => ({ result: Array(5_000).fill(1), next_cursor: "more" }))
    expect(rows.calls).toHaveLength(BATCH_LIMITS.rows / 5_000)
    const long = await run([{ resource: "a", persist: true }], endless, { answerBytes: 10 * 1024 * 1024 })
    expect([long.calls.length, long.result.a?.length, long.errors.a?.length]).toEqual([4, 4, 1])
    const slow = await run([{ resource: "a", persist: true }], () => SLOW)
    expect([slow.calls.length, slow.result.a, slow.errors.a?.length]).toEqual([1, [{ id: "slow" }], 1])
  })

  it("goes on with the other rows where one has no value", async () => {
    const people = [{ manager: { id: "1" } }, { manager: null }, { manager: { id: "2" } }]
    const { calls, errors } = await run(
      [
        { resource: "hris/employees", name: "people" },
        {
          resource: "hris/employees",
          name: "bosses",
          method: "get",
          id: "{{resources.people.manager.id}}",
          depends_on: "people",
        },
      ],
      ({ path }) => ({ result: path.endsWith("employees") ? people : [], next_cursor: null }),
    )
    expect(calls.slice(1).map(({ path }) => path.split("/").at(-1))).toEqual(["1", "2"])
    expect(errors.bosses).toHaveLength(1)
  })

  it("gives way while it fills in values, ends when its time is over, and lets no request get too long", async () => {
    const ids = Array.from({ length: 5_000 }, () => 1)
    const request = {
      resource: "a",
      query: { x: "{{args.ids}}", y: "{{resources.b.id}}" },
      loop_on: "ids",
      depends_on: "b",
    }
    const { calls, errors } = await run(
      [{ resource: "b" }, request],
      ({ path }) => ({ result: path.endsWith("/b") ? [{ id: 1 }] : [], next_cursor: null }),
      { args: { ids }, yieldMs: BATCH_LIMITS.seconds * 100 },
    )
    expect(calls).toHaveLength(2)
    expect(errors.a).toEqual([{ message: expect.stringContaining("20 seconds") }])
    expect(refusal(() => planBatch(requestsOf([{ resource: "a", loop_on: "ids" }])))).toContain("no placeholder")
  })

  it("lets no request get longer than one that is sent: 16,000 characters of id and query, 1 MB of body", async () => {
    const args = { t: "x".repeat(2_000) }
    const callsOf = async (request: object, times: number) => {
      const text = "{{args.t}}".repeat(times)
      const filled = JSON.parse(JSON.stringify(request).replaceAll("TEXT", text))
      const { calls, errors } = await run([filled], () => ({ result: [] }), { args })
      return [calls.length, errors.a?.length ?? 0]
    }
    expect(await callsOf({ resource: "a", query: { x: "TEXT" } }, 8)).toEqual([1, 0])
    expect(await callsOf({ resource: "a", query: { x: "TEXT" } }, 9)).toEqual([0, 1])
    expect(await callsOf({ resource: "a", method: "create", body: { x: "TEXT" } }, 500)).toEqual([1, 0])
    expect(await callsOf({ resource: "a", method: "create", body: { x: "TEXT" } }, 600)).toEqual([0, 1])
    expect(await callsOf({ resource: "a", body: { x: "TEXT" } }, 600)).toEqual([1, 0])
  })

  it("looks at the time before each value that it runs for", async () => {
    const same = { args: { ids: Array(50).fill("1") }, lookMs: BATCH_LIMITS.seconds * 100 }
    const asked = [{ resource: "a", method: "get", id: "{{args.ids}}", loop_on: "ids" }]
    const { calls, errors } = await run(asked, () => ({}), same)
    expect([calls.length, errors.a]).toEqual([1, [{ message: expect.stringContaining("20 seconds") }]])
  })

  it("stops asking once the token has no requests left", async () => {
    const limited = new AppError("request.rate_limited", "wait")
    const { calls, errors } = await run(
      [{ resource: "a", method: "get", id: "{{args.ids}}", loop_on: "ids" }],
      () => limited,
      { args: { ids: ["1", "2", "3"] } },
    )
    expect([calls.length, errors.a?.length]).toEqual([1, 1])
  })
})
