import { createServer } from "node:net"
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest"
import { codeOf, dayFromNow, happen, prepareRecipe, type Recipe, replaceLog } from "./recipe.js"
import { noonZone, type Rollcall, startRollcall } from "./rollcall.js"
import { readChanges, runSync } from "./sync.js"

const TODAY = dayFromNow(0)
// Many syncs and restarts, on machines that do other things too.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let rollcall: Rollcall
let recipe: Recipe
beforeAll(async () => {
  rollcall = await startRollcall({
    sandbox: { size: 14, today: TODAY },
    sync: { enabled: false, time_zone: noonZone("UTC") },
  })
  await sync("employees", "employments", "employee_compensations")
})
afterEach(() => recipe?.close())
afterAll(() => rollcall.close())

const use = async (page: string, env: Record<string, string> = {}) => {
  recipe = await prepareRecipe({ page, rollcall, env })
  recipe.start()
}
const does = (action: string, body: object) => happen(rollcall, action, body)
const table = (name: string) => rollcall.sandbox.running.store.all(name)
const sync = async (...resources: string[]) =>
  expect((await runSync(rollcall, resources.length > 0 ? resources : ["employees"])).status).toBe("completed")
const lastSequence = async (type: string) => (await readChanges(rollcall, 0, `&event_type=${type}`)).at(-1)?.sequence

/** Somebody who earns 50,000 a year since a day in the past, under a name that is easy to find. */
const hire = (first_name: string, more: object = {}) =>
  does("hire", { first_name, last_name: "Doe", starts_on: "2024-01-01", salary_amount: 5_000_000, ...more })

it("Compensation change alerts: more than a tenth or too late, once, and nothing from before the start", async () => {
  const [big, small, back, ahead, later] = [
    await hire("Big"),
    await hire("Small"),
    await hire("Back"),
    await hire("Ahead"),
    await hire("Later"),
  ]
  const raise = (employee_id: string, salary_amount: number, more: object = {}) =>
    does("raise", { employee_id, salary_amount, ...more })
  await sync()
  await raise(later.id, 9_000_000, { effective_on: "2025-01-01" })
  await sync()
  await use("compensation-change-alerts")
  const seen = await lastSequence("compensation:changed")
  await recipe.writes(({ after }) => after >= (seen ?? 0))

  const [soon, past] = [dayFromNow(40), "2024-06-01"]
  await raise(small.id, 5_500_000)
  await raise(big.id, 5_550_000)
  await raise(back.id, 5_100_000, { effective_on: past })
  await raise(ahead.id, 4_000_000, { effective_on: soon })
  const bonus = table("contracts/compensations").find((one) => one.amount === 550_000)
  rollcall.sandbox.running.store.update("contracts/compensations", bonus?.id ?? "", { amount: 1_100_000 })
  await sync("employees", "employee_compensations")
  const said = await recipe.says(
    `Big Doe (salary): 50000 EUR annually -> 55500 EUR annually, ${TODAY}: +11%`,
    `Back Doe (salary): 50000 EUR annually -> 51000 EUR annually, ${past}: recorded in ${TODAY.slice(0, 7)}, holds since`,
    `Ahead Doe (salary): 50000 EUR annually -> 40000 EUR annually, ${soon}: -20%`,
    `Sergi Prat Saldaña (bonus): 5500 EUR annually -> 11000 EUR annually, ${bonus?.starts_on}: +100%`,
  )
  expect(said).toHaveLength(4)

  const told = await lastSequence("compensation:changed")
  await recipe.kill(({ after }) => after >= (told ?? 0))
  await raise(small.id, 7_000_000)
  await sync()
  recipe.start()
  expect(await recipe.says("Small Doe (salary): 55000 EUR annually -> 70000")).toHaveLength(1)

  const small70 = await lastSequence("compensation:changed")
  await recipe.kill(({ after }) => after >= (small70 ?? 0))
  await replaceLog(rollcall)
  recipe.start()
  await recipe.says("Changes of pay may be missing here: ")
  await raise(small.id, 8_000_000)
  await sync()
  expect(await recipe.says("Small Doe (salary): 70000 EUR annually -> 80000")).toHaveLength(1)
})

it("New-hire detection: each person once, also after a crash; nobody else's word is taken", async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  await use("new-hire-detection", { PORT: String(port), ROLLCALL_URL: rollcall.url })
  await recipe.says("waiting for new hires")
  for (const signature of ["", "format=sha256,v=0", "é".repeat(80)]) {
    const headers = { "x-truto-signature": signature }
    expect((await fetch(url, { method: "POST", headers, body: "{}" })).status).toBe(401)
  }
  const [boss] = table("employees/employees")
  const first = dayFromNow(20)
  await hire("Ada", { starts_on: first, job_title: "Pilot", manager_id: boss?.id })
  await sync()
  const said = await recipe.says(`Ada Doe starts on ${first}`, "  as ")
  expect(said[1]).toMatch(new RegExp(`^  as Pilot in .+, for ${boss?.full_name}$`))

  await recipe.kill(({ sequence }) => sequence > 0)
  const bob = await hire("Bob")
  await sync()
  recipe.start()
  expect(await recipe.says("waiting for", "Bob Doe starts on 2024-01-01", "  as ")).toHaveLength(3)

  await rollcall.call("/webhook-delivery/replay", { method: "POST", body: await everything() })
  await does("terminate", { employee_id: bob.id, terminated_on: dayFromNow(-1) })
  await sync()
  await does("unterminate", { employee_id: bob.id })
  await sync()
  expect(await recipe.says(`Bob Doe comes back on ${TODAY}`, "  as ")).toHaveLength(2)
  const webhooks = (await rollcall.call("/webhook")).body.result
  expect(webhooks).toHaveLength(1)
  const [{ id }] = webhooks
  await rollcall.call("/webhook/test", { method: "POST", body: { id, event_type: "employee:hired" } })
  await recipe.says("Ada Byron starts on")
  const tenant = { tenant_id: "later", integration: "factorial", authentication_method: "api_key" }
  const context = { api_key: rollcall.sandbox.apiKey, sync: { enabled: false } }
  const made = await rollcall.call("/integrated-account", { method: "POST", body: { ...tenant, context } })
  const later = { ...rollcall, accountId: made.body.id }
  await runSync(later, ["employees"])
  await hire("Cleo")
  await runSync(later, ["employees"])
  expect(await recipe.says("Cleo Doe starts on 2024-01-01")).not.toContainEqual(expect.stringContaining("Bob"))
  await rollcall.call(`/webhook/${id}`, { method: "DELETE" })
})

async function everything() {
  const [webhook] = (await rollcall.call("/webhook")).body.result
  return { webhook_id: webhook.id, from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z" }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await new Promise<void>((resolve) => server.once("listening", resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return typeof address === "object" ? (address?.port ?? 0) : 0
}

it("Termination-driven offboarding: plans, moves, takes back, and closes on the day that the clock brings", async () => {
  // There are 25 hours between these two zones, so it is never the same day in both.
  const [west, east] = ["Pacific/Pago_Pago", "Pacific/Kiritimati"]
  const patch = (sync: object) =>
    rollcall.call(`/integrated-account/${rollcall.accountId}`, { method: "PATCH", body: { context: { sync } } })
  const dayIn = (timeZone: string) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date())
  const [lastDay, before] = [dayIn(west), dayFromNow(-3)]
  await patch({ enabled: false, time_zone: west })
  const leaver = await hire("Leaver")
  const [moving, fired, deleted] = [await hire("Moving"), await hire("Fired"), await hire("Deleted")]
  await does("terminate", { employee_id: leaver.id, terminated_on: lastDay })
  await sync()
  await use("termination-driven-offboarding")
  // Others of the company may leave on these days, too.
  const ours = (lines: string[]) => lines.filter((line) => line.includes(" Doe "))
  expect(ours(await recipe.says(`Leaver Doe leaves, last day ${lastDay}`))).toHaveLength(1)

  const [soon, sooner] = [dayFromNow(60), dayFromNow(30)]
  await does("terminate", { employee_id: moving.id, terminated_on: soon })
  await does("terminate", { employee_id: fired.id, terminated_on: before })
  rollcall.sandbox.running.store.remove("employees/employees", deleted.id)
  await hire("Temp", { ends_on: soon })
  await sync()
  const said = await recipe.says(
    `Moving Doe leaves, last day ${soon}`,
    `Temp Doe leaves, last day ${soon}`,
    "Fired Doe has left",
    "Deleted Doe has left",
  )
  expect(said).toHaveLength(4)

  await recipe.kill(({ told }) => told[moving.id] === soon && told[deleted.id] === "gone")
  await does("terminate", { employee_id: moving.id, terminated_on: sooner })
  await does("unterminate", { employee_id: fired.id })
  await sync()
  recipe.start()
  expect(await recipe.says(`Moving Doe leaves, last day ${sooner}`, "Fired Doe is back")).toHaveLength(2)
  await does("unterminate", { employee_id: moving.id })
  await sync()
  expect(await recipe.says("Moving Doe stays")).toHaveLength(1)

  // The database is restored: it has lost one who stays, and one who was removed meanwhile.
  const { database, sync: actor } = rollcall.app
  const removed = await hire("Removed")
  await sync()
  await recipe.writes(({ people }) => people[removed.id] !== undefined)
  await recipe.kill()
  await replaceLog(rollcall)
  const lost = [moving.id, removed.id]
  await database.db.deleteFrom("record").where("resource", "=", "employees").where("id", "in", lost).execute()
  const rows = database.db.deleteFrom("mirror_row").where("table_name", "=", "employees/employees")
  await rows.where("id", "in", lost).execute()
  rollcall.sandbox.running.store.remove("employees/employees", removed.id)
  recipe.start()
  expect(await recipe.says("Removed Doe has left")).toHaveLength(1)
  await sync()

  // Midnight: the company's day is the next one now, and nothing is new from Factorial.
  await patch({ interval_minutes: 600, time_zone: east })
  const now = new Date(Date.now() - 1_000)
  await database.db.updateTable("sync_account").set({ scheduled_at: now, next_day_at: now }).execute()
  await actor.startDue()
  expect(ours(await recipe.says("Leaver Doe has left"))).toHaveLength(1)
  await patch({ enabled: false })
})

it("The pages follow in the same way, and none waits for what asking again can't mend", async () => {
  const pages = ["org-chart-sync", "compensation-change-alerts", "department-based-permissions", "leave-aware-capacity"]
  const endings = await Promise.all(
    [...pages, "termination-driven-offboarding"].map(
      async (page) => /^const onTrouble.*$/m.exec(await codeOf(page))?.[0],
    ),
  )
  expect(new Set(endings).size).toBe(1)
  for (const page of [...pages, "termination-driven-offboarding"]) {
    expect(await codeOf(page)).toMatch(/changes\.follow\(/)
    expect(await codeOf(page)).toMatch(/^async function begin\(/m)
  }
  await use("org-chart-sync", { ROLLCALL_TOKEN: "wrong" })
  await recipe.complains("RollcallError: the token is unknown")
})
