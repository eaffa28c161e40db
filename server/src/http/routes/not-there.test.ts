import { type Operation, operations } from "@rollcall/contract"
import { afterAll, expect, it } from "vitest"
import { createServer } from "../index.js"
import { servicesWith } from "../testing.js"

/** A service that has nothing: each of its functions, however deep, answers undefined. */
const nothing: object = new Proxy(() => undefined, { get: (_, name) => (name === "then" ? undefined : nothing) })
const lacking = <T extends object>(known: T): T =>
  new Proxy(known, { get: (_, name) => (Reflect.has(known, name) ? Reflect.get(known, name) : nothing) })

const door = servicesWith({ integrations: [], describe: { documentation: () => [] } })
const app = createServer(lacking({ ...door, access: lacking(door.access), accounts: lacking(door.accounts) }))
afterAll(() => app.close())

const all: Operation[] = Object.values(operations)
const byId = all.filter(
  ({ method, path, scope }) => (method === "GET" || method === "DELETE") && path.includes("/:") && scope !== "account",
)
const paths = new Set(all.map(({ path }) => path.replace(/:(\w+)/g, "{$1}")))

it("what is not there is refused with a next action that names where there are ids of its kind", async () => {
  const told: string[] = []
  for (const { method, path } of byId) {
    const url = path.replace(/:\w+/g, "00000000-0000-4000-8000-00000000000f")
    const answer = await app.inject({
      method: method === "GET" ? "GET" : "DELETE",
      url,
      headers: { authorization: "Bearer api" },
    })
    const { code, next_action } = answer.json()
    if (code !== "resource.not_found") continue
    const named = /(?:GET|POST) (\/\S*[\w}])/.exec(next_action)?.[1] ?? "none"
    expect(paths, `${method} ${path}: ${next_action}`).toContain(named)
    told.push(path)
  }
  expect(told.length).toBeGreaterThan(20)
})
