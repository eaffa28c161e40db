import { get, type IncomingMessage } from "node:http"
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
