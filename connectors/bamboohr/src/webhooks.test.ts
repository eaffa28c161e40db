import { hmacSha256 } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { webhooks } from "./webhooks.js"

const KEY = "0123456789abcdef0123456789abcdef"
const NOW = new Date("2026-06-01T10:00:00Z")
const BODY = Buffer.from('{"type":"employee.updated","data":{"employeeId":"4"}}')
const seconds = (at: Date, more = 0) => String(at.getTime() / 1_000 + more)

function isTaken({ stamp = seconds(NOW), body = BODY, key = KEY, change = (text: string) => text } = {}) {
  const headers: Record<string, string> = {
    "x-bamboohr-timestamp": stamp,
    "x-bamboohr-signature": change(hmacSha256(KEY, BODY, stamp)),
  }
  return webhooks.verify({ header: (name) => headers[name], body, secret: key, now: NOW })
}

describe("a delivery", () => {
  it.each([
    ["as it was signed", {}, true],
    ["in capital digits", { change: (text: string) => text.toUpperCase() }, true],
    ["that comes again after the longest wait", { stamp: seconds(NOW, -160 * 60) }, true],
    ["from a clock that is a little fast", { stamp: seconds(NOW, 200) }, true],
    ["of another day", { stamp: seconds(NOW, -86_400) }, false],
    ["of tomorrow", { stamp: seconds(NOW, 3_600) }, false],
    ["without a time", { stamp: "" }, false],
    ["with a time that is none", { stamp: "1e9" }, false],
    ["with another body", { body: Buffer.from("{}") }, false],
    ["under another key", { key: "another" }, false],
    ["without a key", { key: "" }, false],
    ["without a signature", { change: () => "" }, false],
    ["with half a signature", { change: (text: string) => text.slice(0, 32) }, false],
  ])("%s is told from others", (_name, given, expected) => expect(isTaken(given)).toBe(expected))

  it("names its event and its people, in the new form and in the old one", () => {
    const now = { type: "employee.deleted", data: { companyId: "7", employeeId: "4", changedFields: [] } }
    const old = { employees: [{ id: "5", action: "Updated" }, { id: 6, action: "Updated" }, 7] }
    const touched = (body: unknown) => {
      const event = webhooks.events.find(({ type }) => type === webhooks.eventOf?.(body))
      const rows = webhooks.rowsOf?.(body) ?? []
      return event?.touches.map(({ table, column, values }) => [table.name, column, ...rows.flatMap(values)])
    }
    expect([webhooks.eventOf?.(now), webhooks.eventOf?.(old)]).toEqual(["employee.deleted", "employee.updated"])
    expect(touched(old)).toEqual([
      ["employees", "employeeId", "5", "6"],
      ["reports/custom", "id", "5", "6"],
      ["tables/jobInfo", "employeeId", "5", "6"],
      ["tables/compensation", "employeeId", "5", "6"],
      ["tables/employmentStatus", "employeeId", "5", "6"],
    ])
    expect(touched(now)?.[0]).toEqual(["employees", "employeeId", "4"])
  })
})

describe("a subscription", () => {
  const wanted = {
    events: ["employee.created"],
    targetUrl: "https://a.test/h",
    secret: "s",
    companyId: "acme",
    settings: {},
    references: {},
  }
  it("is one for all events, with the fields that it watches and without the one that can't be watched", () => {
    const { body } = webhooks.subscribe(wanted)
    expect(body).toMatchObject({ events: ["employee.created"], url: "https://a.test/h", format: "json" })
    expect(JSON.stringify(body)).toContain('"jobTitle"')
    expect(JSON.stringify(body)).not.toContain("terminationDate")
    expect(webhooks.replace?.("2/1", wanted)).toMatchObject({ method: "PUT", path: "v1/webhooks/2%2F1" })
    expect(webhooks.unsubscribe("21", {})).toEqual({ method: "DELETE", path: "v1/webhooks/21" })
  })
  it("watches nothing that the company does not offer, because one unknown name refuses all of them", () => {
    const watched = (...aliases: (string | null)[]) => {
      const offered = aliases.map((alias, at) => ({ id: String(at), name: `Field ${at}`, alias }))
      return webhooks.subscribe({ ...wanted, references: { offered } }).body
    }
    expect(watched("jobTitle", "nickname", "customShirtsize", null, "payRate")).toMatchObject({
      monitorFields: ["jobTitle", "payRate", "customShirtsize"],
    })
    // Not told: what every company has is tried.
    expect(watched()).toMatchObject({ monitorFields: expect.arrayContaining(["jobTitle", "payRate"]) })
  })
  it("tells its key once", () => {
    expect(webhooks.secretOf?.({ id: "21", privateKey: KEY })).toBe(KEY)
    expect(webhooks.secretOf?.({ id: "21" })).toBeUndefined()
    expect(webhooks.read({ id: "21", url: "https://a.test/h" })).toEqual({ id: "21", targetUrl: "https://a.test/h" })
    expect(webhooks.read({ id: "21" })).toBeUndefined()
  })
})
