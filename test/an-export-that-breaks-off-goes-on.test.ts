import { spawn } from "node:child_process"
import { EventEmitter, once } from "node:events"
import { mkdtemp, readFile, rm, stat } from "node:fs/promises"
import { get, type IncomingMessage } from "node:http"
import { type AddressInfo, connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { addClientCommands, type Io } from "@rollcall/cli"
import { Command } from "commander"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { runSync } from "./sync.js"

/** More than sockets buffer on the way, so that the server is still writing when one is cut. */
const COPIES = 400
const CUT_AFTER = 6_000_000

describe("An export whose connection is cut", () => {
  let rollcall: Connected
  beforeAll(async () => {
    rollcall = await startRollcall({ sandbox: { size: 60 } })
    await runSync(rollcall)
    await sql`insert into record (environment_id, account_id, resource, id, view, row, keys, hash, read_at, valid_from)
      select environment_id, account_id, resource, id || '-' || n, view,
        jsonb_set(row::jsonb, '{id}', to_jsonb(id || '-' || n))::json, keys, hash, read_at, valid_from
      from record cross join generate_series(1, ${COPIES}) as n where resource = 'employees'`.execute(
      rollcall.app.database.db,
    )
  })
  afterAll(() => rollcall.close())

  const open = (query: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const path = `/export/employees?integrated_account_id=${rollcall.accountId}${query}`
      get(rollcall.url + path, { agent: false, headers: { authorization: `Bearer ${rollcall.token}` } }, resolve)
        .on("error", reject)
        .setTimeout(60_000)
    })

  /** The whole rows that arrive, until as many bytes are there or it ends. */
  async function readRows(query: string, cutAfter = Number.POSITIVE_INFINITY) {
    const answer = await open(query)
    const parts: Buffer[] = []
    let bytes = 0
    for await (const part of answer) {
      parts.push(part)
      bytes += part.length
      if (bytes > cutAfter) break
    }
    answer.socket.destroy()
    const lines = Buffer.concat(parts).toString("utf8").split("\n").slice(0, -1)
    return { status: answer.statusCode, headers: answer.headers, lines, isWhole: answer.complete }
  }

  it("goes on after the last whole row, also after a sync, and has every row once", async () => {
    const whole = await readRows("")
    expect([whole.status, whole.isWhole]).toEqual([200, true])
    expect(whole.lines.length).toBeGreaterThan(10_000)
    const found: string[] = []
    let [cursor, cuts] = ["", 0]
    for (let isWhole = false; !isWhole; cuts++) {
      const after = found.length === 0 ? "" : `&after=${JSON.parse(found.at(-1) ?? "").id}`
      const part = await readRows(cursor && `&cursor=${encodeURIComponent(cursor)}${after}`, CUT_AFTER)
      expect(part.status).toBe(200)
      expect(part.headers["rollcall-data-as-of"]).toBe(whole.headers["rollcall-data-as-of"])
      isWhole = part.isWhole
      found.push(...part.lines)
      cursor = String(part.headers["rollcall-export-cursor"])
      if (cuts === 0) await runSync(rollcall)
    }
    expect(cuts).toBeGreaterThan(1)
    expect(found.length).toBe(whole.lines.length)
    expect(found.join("\n") === whole.lines.join("\n")).toBe(true)
  })

  it("goes on with `rollcall export`, which was killed, and whose connection is cut again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "export-"))
    const file = join(folder, "people.csv")
    const ids = (await readRows("")).lines.map((line) => String(JSON.parse(line).id))
    // An answer that is held back is still being sent when its reader is killed.
    const way = await createWay(rollcall.url, ["hold", "cut"])
    const words = ["export", "employees", "--format", "csv", "--file", file]
    const env = { ROLLCALL_URL: way.url, ROLLCALL_TOKEN: rollcall.token, ACCOUNT_ID: rollcall.accountId }
    const killed = spawn(process.execPath, ["bin/rollcall.js", ...words], { env: { PATH: process.env.PATH, ...env } })
    await way.held
    await expect
      .poll(async () => (await stat(`${file}.part`).catch(() => undefined))?.size ?? 0)
      .toBeGreaterThan(100_000)
    killed.kill("SIGKILL")
    await once(killed, "exit")
    const { size } = await stat(`${file}.part`)
    await runSync(rollcall, ["employees"])
    const told = await runHere(words, env)
    expect(told).toMatch(
      /^going on after row \S+ \([\d,]+ bytes are there\)\nthe connection broke after [\d,]+ bytes: going on\n/,
    )
    const rows = (await readFile(file, "utf8")).split("\r\n")
    const found = rows.slice(1, -1).map((row) => row.slice(0, row.indexOf(",")))
    expect([found.length, found.join() === ids.join(), (await stat(file)).size > size]).toEqual([
      ids.length,
      true,
      true,
    ])
    way.close()
    await rm(folder, { recursive: true })
  })

  it("is no whole file when its account is deleted meanwhile", async () => {
    const answer = await open("")
    const read = async () => {
      let isFirst = true
      for await (const _ of answer) {
        if (isFirst) await rollcall.call(`/integrated-account/${rollcall.accountId}`, { method: "DELETE" })
        isFirst = false
      }
    }
    await expect(read()).rejects.toThrow("aborted")
    expect(answer.complete).toBe(false)
  })
})

/** A way to the server on which a connection is cut or held after so many bytes, as told for each; others pass. */
async function createWay(url: string, ends: ("cut" | "hold")[]) {
  const { port, hostname } = new URL(url)
  const holding = new EventEmitter()
  const held = once(holding, "held")
  const server = createServer((caller) => {
    const upstream = connect(Number(port), hostname)
    let bytes = 0
    let isHeld = false
    for (const [one, other] of [
      [caller, upstream],
      [upstream, caller],
    ] as const) {
      one.on("error", () => {})
      one.on("close", () => other.destroy())
    }
    caller.pipe(upstream)
    upstream.on("data", (part) => {
      bytes += part.length
      if (bytes > CUT_AFTER && !isHeld) {
        const end = ends.shift()
        if (end === "cut") return caller.destroy()
        isHeld = end === "hold"
        if (isHeld) holding.emit("held")
        bytes = end === undefined ? Number.NEGATIVE_INFINITY : bytes
      }
      if (isHeld) return upstream.pause()
      if (!caller.write(part)) {
        upstream.pause()
        caller.once("drain", () => upstream.resume())
      }
    })
    upstream.on("end", () => caller.end())
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port: own } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${own}`, held, close: () => void server.close() }
}

/** The command with its own errors, without waiting between attempts. */
async function runHere(words: readonly string[], env: Record<string, string>): Promise<string> {
  let told = ""
  const err = (text: string) => {
    told += text
  }
  const io = { err, env, isTerminal: false, sleep: async () => {}, signal: new AbortController().signal }
  const program = new Command("rollcall").exitOverride()
  addClientCommands(program, io as unknown as Io)
  await program.parseAsync([...words], { from: "user" })
  return told
}
