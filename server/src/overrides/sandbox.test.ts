import { afterAll, describe, expect, it } from "vitest"
import { createClock } from "../clock.js"
import { createSandbox } from "./sandbox.js"

const sandbox = createSandbox({ threads: 2, after: createClock().after })
afterAll(() => sandbox.close())

const OWNER = "environment-1"
const run = async (source: string, rows: readonly object[] = [{}], more: { rowMs?: number; batchMs?: number } = {}) => {
  const texts = rows.map((remote) => JSON.stringify({ remote, related: {}, unified: {}, today: "2026-11-27" }))
  const limits = { rowMs: 20_000, batchMs: 60_000, ...more }
  return (await sandbox.run({ owner: OWNER, source, rows: texts, ...limits })).outcomes
}
const value = async (source: string, remote: object = {}) => {
  const [outcome] = await run(source, [remote])
  return outcome?.kind === "made" ? outcome.value : outcome
}

describe("An expression", () => {
  it("sees the row as remote and as response, and the day", async () => {
    expect(await value('{ "a": remote.a, "b": response.a, "on": today }', { a: 1 })).toEqual({
      a: 1,
      b: 1,
      on: "2026-11-27",
    })
  })

  it("makes each row by itself: what one binds no other one sees", async () => {
    const outcomes = await run('($seen := $exists($kept) ? "yes" : "no"; $kept := 1; $seen & remote.n)', [
      { n: 1 },
      { n: 2 },
    ])
    expect(outcomes).toMatchObject([{ value: "no1" }, { value: "no2" }])
  })

  it("says null, and nothing at all, as two things", async () => {
    expect(await run("null")).toEqual([{ kind: "made", value: null }])
    expect(await run("remote.none")).toEqual([{ kind: "nothing" }])
  })

  it("is read into its tree, or refused with where it is wrong", async () => {
    expect(await sandbox.compile({ owner: OWNER, source: "remote.a" })).toMatchObject({ tree: { type: "path" } })
    expect(await sandbox.compile({ owner: OWNER, source: "{ 'a': }" })).toMatchObject({
      error: { code: "S0211", position: 8 },
    })
    const deep = `${"[".repeat(9_000)}${"]".repeat(9_000)}`
    expect(await sandbox.compile({ owner: OWNER, source: deep })).toMatchObject({
      error: { message: expect.any(String) },
    })
  })
})

describe("An expression that nobody should have written", () => {
  // The limits are far over what a busy machine needs, but for those that are to be met.
  it.each([
    ["loops", "($f := function($n){ $f($n + 1) }; $f(1))", "timeout"],
    ["backtracks", '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", /^(a+)+$/)', "timeout"],
    ["takes memory at once", '($f := function($s){ $f($s & $s) }; $f("aaaaaaaaaaaaaaaa"))', "memory"],
  ])("%s: %s", async (_what, source, kind) => {
    const limit = kind === "timeout" ? { rowMs: 300 } : { rowMs: 25_000 }
    expect(await run(source, [{}], limit)).toEqual([{ kind }])
    // The next one finds everything as it was.
    expect(await value("remote.a", { a: 1 })).toBe(1)
  })

  it("takes memory bit by bit, or all of the stack: it ends by itself", async () => {
    for (const source of [
      "($f := function($l){ $f($append($l, [1..100000])) }; $f([1]))",
      "($f := function($n){ 1 + $f($n + 1) }; $f(1))",
      "[1..9999999]",
    ])
      expect(["memory", "failed", "timeout"]).toContain((await run(source, [{}], { rowMs: 300 }))[0]?.kind)
    expect(await value("remote.a", { a: 1 })).toBe(1)
  })

  it("throws, and says what and where", async () => {
    expect(await run('$error("no such team")')).toMatchObject([{ kind: "failed", error: { message: "no such team" } }])
    expect(await run("remote.a + 1", [{ a: "x" }])).toMatchObject([
      { kind: "failed", error: { code: "T2001", position: 10 } },
    ])
  })

  it("reaches for the engine under it and finds nothing there", async () => {
    const names = ["constructor", "__proto__", "toString", "constructor.constructor", "globalThis", "process"]
    for (const name of names) expect(await value(`$type(remote.a.${name})`, { a: {} })).toEqual({ kind: "nothing" })
    expect(await run('remote.a.constructor("return 1")()', [{ a: {} }])).toMatchObject([{ kind: "failed" }])
    const odd = JSON.parse('{ "__proto__": { "isAdmin": true }, "a": 1 }')
    expect(await value("remote.isAdmin", odd)).toEqual({ kind: "nothing" })
    expect(await value('$merge([remote, {"b": 1}]).isAdmin', odd)).toEqual({ kind: "nothing" })
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })

  it("makes what can't be sent, or too much of it", async () => {
    for (const source of ['$pad("a", 4e8)', '$pad("a", -4e8)', "$string([1..60000])"])
      expect(await run(source)).toMatchObject([{ kind: "failed", error: { code: "too_long" } }])
    expect(await value('$pad("a", 3, "xy") & $pad("a", -3) & $pad("abc", 2)')).toBe("axy  aabc")
    expect(["failed", "nothing"]).toContain((await run("function($x){ $x }"))[0]?.kind)
    expect(await run("remote.n / 0", [{ n: 1 }])).toMatchObject([{ kind: "failed" }])
  })

  it("is cut off for its row only; what is left of the batch is not run", async () => {
    const source = 'remote.loops ? ($f := function($n){ $f($n + 1) }; $f(1)) : "done"'
    const rows = [{ loops: false }, { loops: true }, { loops: false }]
    expect(await run(source, rows, { rowMs: 300 })).toMatchObject([
      { value: "done" },
      { kind: "timeout" },
      { kind: "unrun" },
    ])
  })
})

describe("The sandbox", () => {
  it("runs a thousand rows", async () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => ({ n, first: "Ada", last: "Byron", tags: ["a", "b"] }))
    const source = '{ "name": remote.first & " " & remote.last, "n": remote.n, "tags": remote.tags.$uppercase($) }'
    const outcomes = await run(source, rows)
    expect(outcomes).toHaveLength(1_000)
    expect(outcomes[999]).toEqual({ kind: "made", value: { name: "Ada Byron", n: 999, tags: ["A", "B"] } })
  })

  it("leaves a thread to others, however much one asks for", async () => {
    const loop = { source: "($f := function($n){ $f($n + 1) }; $f(1))", rows: ["{}"], rowMs: 1_500, batchMs: 60_000 }
    const done: string[] = []
    const hostile = Array.from({ length: 3 }, () => sandbox.run({ owner: "bad", ...loop }).then(() => done.push("bad")))
    const good = sandbox.run({ ...loop, owner: "good", source: "1" }).then(({ outcomes }) => {
      done.push("good")
      return outcomes
    })
    expect(await good).toEqual([{ kind: "made", value: 1 }])
    await Promise.all(hostile)
    expect(done.indexOf("good")).toBeLessThan(2)
  })

  it("gives each owner a turn, however much two of them have waiting", async () => {
    const loop = { source: "($f := function($n){ $f($n + 1) }; $f(1))", rows: ["{}"], rowMs: 300, batchMs: 60_000 }
    const done: string[] = []
    const ask = (owner: string, source = loop.source) =>
      sandbox.run({ ...loop, owner, source }).then(() => done.push(owner))
    const hostile = ["one", "other", "one", "other", "one", "other", "one", "other"].map((owner) => ask(owner))
    await ask("good", "1")
    expect(done.length).toBeLessThanOrEqual(4)
    await Promise.all(hostile)
  })

  it("ends a thread that does not answer, and goes on with another one", async () => {
    const thread = `import { parentPort } from "node:worker_threads"
      parentPort.on("message", ({ rows }) => {
        parentPort.postMessage({ begun: true })
        if (rows[0] === "hangs") for (;;) {}
        if (rows[0] === "dies") process.exit(1)
        parentPort.postMessage({ outcomes: [{ kind: "nothing" }], ranMs: 1 })
      })
      parentPort.postMessage({ ready: true })`
    const script = new URL(`data:text/javascript,${encodeURIComponent(thread)}`)
    const stubborn = createSandbox({ threads: 1, after: createClock().after, script })
    const ask = async (row: string) => {
      const batch = { owner: OWNER, source: "1", rows: [row], rowMs: 100, batchMs: 100 }
      return (await stubborn.run(batch)).outcomes
    }
    expect(await ask("hangs")).toEqual([{ kind: "timeout" }])
    expect(await ask("good")).toEqual([{ kind: "nothing" }])
    expect(await ask("dies")).toEqual([{ kind: "unavailable" }])
    expect(await ask("good")).toEqual([{ kind: "nothing" }])
    await stubborn.close()
  })

  it("answers what was not run when it is closed", async () => {
    const closed = createSandbox({ threads: 1, after: createClock().after })
    await closed.close()
    const batch = { owner: OWNER, source: "1", rows: ["{}"], rowMs: 1_000, batchMs: 1_000 }
    expect((await closed.run(batch)).outcomes).toEqual([{ kind: "unavailable" }])
    expect(await closed.compile(batch)).toMatchObject({ error: { code: "unavailable" } })
  })
})
