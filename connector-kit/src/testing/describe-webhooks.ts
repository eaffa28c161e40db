import { describe, expect, it } from "vitest"
import type { Connector } from "../connector.js"
import type { List } from "../list.js"
import { isRemote } from "../remote.js"
import type { Webhooks } from "../webhooks.js"
import { ODD, oddCells, type Samples } from "./samples.js"

const NOW = new Date("2026-11-23T09:00:00Z")
const DAY_MS = 86_400_000
const BODY = Buffer.from('{"id":"1"}')
const WANTED = { targetUrl: "https://rollcall.example/hook", secret: "sentinel", companyId: "1" }

export function describeWebhooks({ webhooks, connect: { identity } }: Connector, samples: Samples): void {
  if (!webhooks) return
  const { settings = {} } = samples
  const types = webhooks.events.map(({ type }) => type)
  describe("webhooks", () => {
    it("touch rows of tables that can be asked for, in whatever row is posted", async () => {
      const touches = webhooks.events.flatMap((event) => event.touches.map((touch) => ({ type: event.type, ...touch })))
      for (const { type, table, column, values } of touches) {
        expect(column === table.perValue?.column || column in table.by, `${type}: ${table.name}.${column}`).toBe(true)
        const [row = {}] = await samples.rows(table)
        const found = oddCells(row, table).flatMap((odd) => values(odd))
        expect(found.filter((value) => typeof value !== "string")).toEqual([])
      }
    })
    it("are known by a name each, and those that tell something of a table leave out no more than is said", () => {
      expect(new Set(types).size).toBe(types.length)
      const told = new Set(webhooks.events.flatMap(({ touches }) => touches.map(({ table }) => table)))
      for (const table of webhooks.partlyTold) expect(told.has(table), table.name).toBe(true)
    })
    it("have a list of subscriptions", async () => {
      const known = identity.read(await samples.answer(identity.request), settings)
      const rows = await samples.rows(webhooks.list(known?.companyId ?? "", settings))
      for (const row of rows) expect(webhooks.read(row)?.id ?? "none").toMatch(/./)
    })
    it("keep the secret out of addresses", async () => {
      const events = webhooks.eventsOfOne === "all" ? types : types.slice(0, 1)
      const read = async ([name, list]: [string, List]) => [name, await samples.rows(list)] as const
      const references = Object.fromEntries(await Promise.all(Object.entries(webhooks.references ?? {}).map(read)))
      const wanted = { ...WANTED, settings, events, references }
      const ended = webhooks.unsubscribe("1", settings)
      const without = webhooks.subscribe({ ...wanted, references: {} })
      const calls = [webhooks.subscribe(wanted), without, webhooks.replace?.("1", wanted), ended]
      for (const call of [...calls, webhooks.list("1", settings).list({}, {})])
        expect(JSON.stringify([call?.path, call?.query])).not.toContain("sentinel")
    })
    it("have an event in what is posted where a subscription is for several", () => {
      expect(webhooks.eventOf !== undefined || webhooks.eventsOfOne === "one").toBe(true)
    })
    it("survive whatever is posted, and whatever is answered", () => {
      for (const odd of [...ODD, ...ODD.flatMap((one) => [[one], { data: one }, { type: one }, { id: one }])]) {
        const row = isRemote(odd) ? odd : {}
        const read = [webhooks.eventOf?.(odd), webhooks.secretOf?.(row), webhooks.read(row)?.id]
        expect(read.filter((one) => one !== undefined && typeof one !== "string")).toEqual([])
        expect((webhooks.rowsOf?.(odd) ?? []).filter((one) => !isRemote(one))).toEqual([])
      }
    })
    describeSignature(webhooks, samples)
  })
}

function describeSignature({ verify }: Webhooks, { sign }: Samples): void {
  const signed = (at: Date) => sign?.({ body: BODY, secret: "the-secret", now: at }) ?? {}
  type Given = { headers?: Record<string, string>; body?: Uint8Array; secret?: string; now?: Date }
  const isTaken = ({ headers = signed(NOW), body = BODY, secret = "the-secret", now = NOW }: Given) =>
    verify({ header: (name) => headers[name], body, secret, now })
  it("take what the HR system has signed", () => {
    expect(sign, "the sample says how the HR system signs").toBeDefined()
    expect(isTaken({})).toBe(true)
  })
  it("refuse what is not signed, with another secret, or changed on the way", () => {
    expect([isTaken({ headers: {} }), isTaken({ secret: "another" }), isTaken({ secret: "" })]).toEqual([
      false,
      false,
      false,
    ])
    const names = Object.keys(signed(NOW))
    for (const name of names)
      for (const value of ["", "x", `${signed(NOW)[name]}x`, signed(NOW)[name]?.slice(1) ?? "", "\u00e4"])
        expect(isTaken({ headers: { ...signed(NOW), [name]: value } }), `${name}: ${value}`).toBe(false)
  })
  it("refuse another body and another time, where the signature is of them", () => {
    const other = sign?.({ body: Buffer.from("{}"), secret: "the-secret", now: NOW })
    if (JSON.stringify(other) !== JSON.stringify(signed(NOW))) {
      expect(isTaken({ body: Buffer.from("{}") })).toBe(false)
      expect(isTaken({ body: Buffer.from('{"id":"1"} ') })).toBe(false)
    }
    const stale = [-DAY_MS, DAY_MS].map((ms) => new Date(NOW.getTime() + ms))
    for (const at of stale)
      if (JSON.stringify(signed(at)) !== JSON.stringify(signed(NOW)))
        expect(isTaken({ headers: signed(at) })).toBe(false)
  })
}
