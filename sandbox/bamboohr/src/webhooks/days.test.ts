import { afterEach, beforeEach, expect, it, vi } from "vitest"
import type { Change } from "../changes.js"
import { Running } from "../running.js"
import { changeEmployee } from "../writes/employees.js"

const HOUR = 3_600_000
let running: Running
let told: Change[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: new Date("2026-11-23T19:00:00Z") })
  const credentials = { companyDomain: "acme", apiKeys: [], clients: [], accessTokenSeconds: 3_600 }
  running = new Running({ seed: "days", size: 8, ...credentials })
  told = []
})
afterEach(async () => {
  await running.close()
  vi.useRealTimers()
})

/** Somebody's title is another one from that day on. */
function promote(date: string): string {
  const { id } = running.store.all("employees").find(({ hireDate }) => String(hireDate) < "2026") ?? { id: "" }
  changeEmployee(running, id, { "4047": date, jobTitle: "Support Agent" })
  running.changes.listen((change) => told.push(change))
  return id
}

it("A row that was dated ahead is told at midnight of its day, once", () => {
  const employeeId = promote("2026-11-24")
  vi.advanceTimersByTime(HOUR)
  expect(told).toEqual([])
  vi.advanceTimersByTime(48 * HOUR)
  const ofTitle = told.filter((change) => change.employeeId === employeeId)
  expect(ofTitle).toMatchObject([{ action: "Updated", changedFields: expect.arrayContaining(["jobTitle"]) }])
})

it("The feed of changes does not know of it", () => {
  const id = promote("2026-11-24")
  const before = running.store.find("employees", id)?.lastChanged
  running.clock.set(new Date("2026-11-26T12:00:00Z"))
  expect(told.some((change) => change.employeeId === id)).toBe(true)
  expect(running.store.find("employees", id)?.lastChanged).toBe(before)
})

it("Nothing is told after a move back", () => {
  promote("2026-11-24")
  running.clock.set(new Date("2026-11-20T12:00:00Z"))
  expect(told).toEqual([])
})
