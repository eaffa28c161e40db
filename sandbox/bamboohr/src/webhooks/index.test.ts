import { createHmac } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingHttpHeaders } from "node:http"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { type Sandbox, type SandboxOptions, startSandbox } from "../index.js"

type Received = { path: string; headers: IncomingHttpHeaders; body: string }
let sandbox: Sandbox
let target: { url: string; received: Received[]; statuses: number[] }
const open: (() => unknown)[] = []
const start = async (options: SandboxOptions = {}) => {
  sandbox = await startSandbox({ size: 40, today: "2026-11-23", ...options })
  open.push(sandbox.close)
}
beforeEach(async () => {
  await start()
  const received: Received[] = []
  const statuses: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk) => chunks.push(chunk))
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(statuses[received.length - 1] ?? 200).end()
    })
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  open.push(() => server.close())
  const address = server.address()
  target = { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, received, statuses }
})
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

type Sent = { method?: string; body?: unknown; key?: string; token?: string }
async function call(path: string, { method = "GET", body, key = sandbox.apiKey, token }: Sent = {}) {
  const answer = await fetch(`${sandbox.url}/acme/api/v1/webhooks${path}`, {
    method,
    headers: {
      authorization: token ? `Bearer ${token}` : `Basic ${Buffer.from(`${key}:x`).toString("base64")}`,
      accept: "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get("content-type")?.includes("json")
  return { status: answer.status, body: isJson ? JSON.parse(text) : text }
}
const act = async (action: string, body: unknown) =>
  (await fetch(`${sandbox.url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })).json() as any
const ALL = ["employee.created", "employee.updated", "employee.deleted"]
const wish = (more: object = {}) => ({
  name: "hook",
  url: `${target.url}/in`,
  format: "json",
  events: ALL,
  monitorFields: ["firstName", "jobTitle", "payRate", "employmentHistoryStatus"],
  ...more,
})
const subscribe = async (more: object = {}, sent: Sent = {}) =>
  (await call("", { method: "POST", body: wish(more), ...sent })).body
const bodies = () => target.received.map(({ body }) => JSON.parse(body))
const settled = () => sandbox.running.webhooks.settled()
/** Neither the owner of the key nor anybody who left. */
const someone = () => {
  const { store } = sandbox.running
  const working = store.all("users").filter(({ status, employeeId }) => status === "enabled" && employeeId !== null)
  return String(working[2]?.employeeId)
}

describe("a webhook", () => {
  it("is made with a key that is shown once, and is the one of its credential's user", async () => {
    const made = await call("", { method: "POST", body: wish({ includeCompanyDomain: true }) })
    expect(made).toMatchObject({
      status: 201,
      body: { id: expect.any(String), events: ALL, lastSent: null, created: expect.stringMatching(/^2026-11-23 \d/) },
    })
    expect(made.body.privateKey).toMatch(/^[0-9a-f]{32}$/)
    const { id } = made.body
    expect((await call("")).body).toEqual({
      webhooks: [{ id, name: "hook", created: made.body.created, lastSent: null, url: `${target.url}/in` }],
    })
    expect((await call(`/${id}`)).body).toMatchObject({ monitorFields: wish().monitorFields, postFields: {} })
    expect((await call(`/${id}`)).body).not.toHaveProperty("privateKey")
    await act("add-key", { key: "other", userId: "2370" })
    expect((await call("", { key: "other" })).body).toEqual({ webhooks: [] })
    for (const method of ["GET", "DELETE"])
      expect((await call(`/${id}`, { method, key: "other" })).status, method).toBe(403)
    expect((await call("/999")).body).toEqual({ errors: [{ error: "Webhook not found" }] })
  })

  it("is replaced with the same key, and removed", async () => {
    const { id, privateKey } = await subscribe()
    const replaced = await call(`/${id}`, { method: "PUT", body: wish({ name: "second", url: `${target.url}/two` }) })
    expect(replaced).toMatchObject({ status: 200, body: { id, name: "second" } })
    await act("hire", {})
    await settled()
    const [first] = target.received
    expect(first?.path).toBe("/two")
    expect(first?.headers["x-bamboohr-signature"]).toBe(
      createHmac("sha256", privateKey).update(`${first?.body}${first?.headers["x-bamboohr-timestamp"]}`).digest("hex"),
    )
    expect(await call(`/${id}`, { method: "DELETE" })).toEqual({ status: 200, body: "Web hook has been deleted." })
    expect((await call(`/${id}`)).status).toBe(404)
  })

  it("without events gets updates of the older kind", async () => {
    expect((await subscribe({ events: undefined })).events).toEqual(["employee_with_fields.updated"])
  })

  it.each<[string, object, object]>([
    ["no name", { name: "" }, { error: "name is required" }],
    ["an address without TLS", { url: "http://example.com/x" }, { error: "url must be an https address" }],
    ["another format", { format: "xml" }, { error: "format must be json or form-encoded" }],
    ["an unknown event", { events: ["employee.hired"] }, { error: "Unknown events: employee.hired" }],
    [
      "events of both kinds",
      { events: ["employee.created", "employee_with_fields.updated"] },
      { error: "employee_with_fields events can't be mixed with others" },
    ],
    ["updates of nothing", { monitorFields: [] }, { error: "monitorFields is required for updates" }],
    [
      "terminationDate",
      { monitorFields: ["firstName", "terminationDate"] },
      { error: "These fields can't be monitored", monitorFields: [{ id: -38, name: "Termination Date" }] },
    ],
    [
      "a column of a custom table",
      { monitorFields: ["customScore"] },
      { error: "Unknown fields", unknownFields: [{ id: null, name: "customScore" }] },
    ],
    [
      "one name for two fields",
      { postFields: { firstName: "a", lastName: "a" } },
      { error: "Names are there twice", duplicatePostString: ["a"] },
    ],
  ])("with %s is refused with what is wrong", async (_title, more, complaint) => {
    expect(await call("", { method: "POST", body: wish(more) })).toEqual({
      status: 400,
      body: { errors: [complaint] },
    })
  })

  it("can monitor what the list of fields says, custom ones too, and send what the other list says", async () => {
    const { fields } = (await call("/monitor_fields")).body
    expect(fields).toContainEqual({ id: "4378", name: "Shirt size", alias: "customShirtsize" })
    expect(fields.map((field: any) => field.alias)).not.toContain("terminationDate")
    const posted = (await call("/post-fields")).body
    expect(posted.fields).toContainEqual(expect.objectContaining({ id: 17, alias: "jobTitle", tableId: 1 }))
    expect(posted).toMatchObject({ pages: [{ id: 1 }], tables: expect.arrayContaining([{ id: 1, name: "jobInfo" }]) })
  })
})

describe("a change", () => {
  it("of a person is told to who monitors it, signed, and nothing else is", async () => {
    await subscribe({ includeCompanyDomain: true })
    const id = someone()
    await act("change", { employeeId: id, fields: { mobilePhone: "+1 555 0100" } })
    await act("change", { employeeId: id, fields: { firstName: "Zoe", lastName: "Other" } })
    await settled()
    expect(bodies()).toEqual([
      {
        type: "employee.updated",
        timestamp: expect.stringMatching(/^2026-11-23T[\d:]+Z$/),
        data: { companyId: sandbox.running.company.id, employeeId: id, changedFields: ["firstName"] },
      },
    ])
    expect(target.received[0]?.headers).toMatchObject({
      "content-type": "application/json",
      "x-bamboohr-company-domain": "acme",
    })
    expect((await call("")).body.webhooks[0].lastSent).toMatch(/^2026-11-23 /)
  })

  it("of a company is told as it happens: created and updated, raised, gone", async () => {
    await subscribe()
    const { id } = await act("hire", { jobTitle: "Accountant" })
    await settled()
    await act("raise", { employeeId: id, payRate: "1.00 USD" })
    await settled()
    await act("delete-employee", { employeeId: id })
    await settled()
    const told = bodies().map(({ type, data }) => [type, data.employeeId, data.changedFields])
    // The first two are sent side by side.
    expect(told.slice(0, 2)).toContainEqual(["employee.created", id, undefined])
    const filled = expect.arrayContaining(["firstName", "employmentHistoryStatus", "jobTitle"])
    expect(told.slice(0, 2)).toContainEqual(["employee.updated", id, filled])
    expect(told.slice(2)).toEqual([
      ["employee.updated", id, ["payRate"]],
      ["employee.deleted", id, undefined],
    ])
  })

  it("in the older style says what the fields are now, as JSON and as a form", async () => {
    const older = { events: ["employee_with_fields.updated"], postFields: { firstName: "First", jobTitle: "Job" } }
    await subscribe(older)
    await subscribe({ ...older, format: "form-encoded", url: `${target.url}/form` })
    const id = someone()
    await act("change", { employeeId: id, fields: { firstName: "Zoe" } })
    await settled()
    const json = target.received.find(({ path }) => path === "/in")
    expect(JSON.parse(json?.body ?? "")).toEqual({
      employees: [
        {
          id,
          action: "Updated",
          timestamp: expect.stringMatching(/\+0000$/),
          changedFields: ["firstName"],
          fields: { First: "Zoe", Job: expect.any(String) },
        },
      ],
    })
    const form = new URLSearchParams(target.received.find(({ path }) => path === "/form")?.body)
    expect(form.get("employees[0][id]")).toBe(id)
    expect(form.get("employees[0][fields][First]")).toBe("Zoe")
  })

  it("that was dated ahead is told when its day comes", async () => {
    await subscribe()
    const id = someone()
    await act("move", { employeeId: id, jobTitle: "CEO", date: "2026-12-24" })
    await act("clock", { now: "2026-12-23T12:00:00Z" })
    await settled()
    const of = () => bodies().filter(({ data }) => data.employeeId === id)
    expect(of()).toEqual([])
    await act("clock", { now: "2026-12-24T12:00:00Z" })
    await settled()
    expect(of()).toMatchObject([{ type: "employee.updated", data: { changedFields: ["jobTitle"] } }])
  })

  it("that the owner may not see is not told", async () => {
    await subscribe()
    const id = someone()
    await act("permissions", { hiddenFields: ["compensation"] })
    await act("raise", { employeeId: id, payRate: "1.00 USD" })
    await act("permissions", { everything: true, hiddenEmployees: [id] })
    await act("change", { employeeId: id, fields: { firstName: "Zoe" } })
    await act("permissions", { everything: true })
    await act("change", { employeeId: id, fields: { firstName: "Ann" } })
    await settled()
    expect(bodies()).toHaveLength(1)
  })

  it("is told to a grant by its scopes, and to nobody whose user was deactivated", async () => {
    const userId = "2371"
    const scopes = ["webhooks", "employee:name"]
    const { access_token } = sandbox.running.oauth.issue({ kind: "user_token", employeeId: userId, scopes })
    const unseen = (await subscribe({}, { token: access_token })).errors
    expect(unseen).toMatchObject([{ error: "These fields can't be monitored", monitorFields: expect.any(Array) }])
    const made = await subscribe({ monitorFields: ["firstName"] }, { token: access_token })
    expect(made.privateKey).toHaveLength(32)
    const id = someone()
    await act("raise", { employeeId: id, payRate: "1.00 USD" })
    await act("change", { employeeId: id, fields: { firstName: "Zoe" } })
    await settled()
    expect(bodies()).toMatchObject([{ data: { changedFields: ["firstName"] } }])
    await act("deactivate-user", { userId })
    await act("change", { employeeId: id, fields: { firstName: "Ann" } })
    await settled()
    expect(bodies()).toHaveLength(1)
  })
})

describe("a delivery", () => {
  const statuses = () =>
    sandbox.running.webhooks.deliveries().map(({ attempts }) => attempts.map(({ status }) => status))
  const change = () => act("change", { employeeId: someone(), fields: { firstName: `N${target.received.length}` } })

  it("that is refused with a 4xx is final", async () => {
    target.statuses.push(410)
    await subscribe()
    await change()
    await settled()
    expect(statuses()).toEqual([[410]])
    expect(sandbox.running.webhooks.deliveries()).toMatchObject([{ state: "failed" }])
  })

  it("that fails is tried five more times, after 5, 10, 20, 40 and 80 minutes of the company's clock", async () => {
    target.statuses.push(500, 500, 500, 500, 500, 500)
    const { id } = await subscribe({ monitorFields: ["firstName"] })
    await change()
    const { clock } = sandbox.running
    for (const [index, minutes] of [5, 10, 20, 40, 80].entries()) {
      await vi.waitFor(() => expect(statuses()[0]).toHaveLength(index + 1))
      clock.set(new Date(clock.now().getTime() + (minutes - 1) * 60_000))
      expect(statuses()[0]).toHaveLength(index + 1)
      clock.set(new Date(clock.now().getTime() + 60_000))
    }
    await settled()
    expect(statuses()[0]).toEqual([500, 500, 500, 500, 500, 500])
    expect(new Set(target.received.map(({ headers }) => headers["x-bamboohr-timestamp"])).size).toBe(6)
    const logged = (await call(`/${id}/log`)).body
    expect(logged).toEqual([
      expect.objectContaining({ webhookId: id, statusCode: "500", lastSuccess: "", format: "json" }),
    ])
    expect(logged[0].employeeIds).toEqual([someone()])
    clock.set(new Date(clock.now().getTime() + 15 * 86_400_000))
    expect((await call(`/${id}/log`)).body).toEqual([])
  })

  it("is tried after the milliseconds that were given instead", async () => {
    await start({ webhookRetryMs: [1, 1] })
    target.statuses.push(500, 503)
    await subscribe()
    await change()
    await settled()
    expect(statuses()).toEqual([[500, 503, 200]])
  })

  it("that waits for a webhook that was removed is dropped", async () => {
    target.statuses.push(500)
    const { id } = await subscribe()
    await change()
    await vi.waitFor(() => expect(statuses()[0]).toHaveLength(1))
    await call(`/${id}`, { method: "DELETE" })
    await act("clock", { days: 1 })
    await settled()
    expect(sandbox.running.webhooks.deliveries()).toMatchObject([{ state: "dropped" }])
  })
})
