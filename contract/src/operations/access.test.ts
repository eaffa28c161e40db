import { describe, expect, test } from "vitest"
import { accessOf } from "./access.js"
import { operations } from "./index.js"

describe("the right that an operation needs", () => {
  test("is told by its kind", () => {
    const told = Object.values(operations).map(({ id, access }) => [id, access])
    const by = Object.fromEntries(told)
    expect(by).toMatchObject({
      ping: "anybody",
      list_integrations: "any_token",
      list_employees: { verb: "read", of: "employees" },
      create_timeoff_requests: { verb: "write", of: "timeoff_requests" },
      proxy_list: { verb: "proxy", of: "read" },
      proxy_delete: { verb: "proxy", of: "write" },
      custom: { verb: "proxy", of: "write" },
      list_webhooks: { verb: "read", of: "webhooks" },
      create_webhook: { verb: "admin", of: "webhooks" },
      create_integrated_account_token: { verb: "admin", of: "accounts" },
    })
  })

  test("of a kind that is new is everything", () => {
    const made = { scope: "environment", method: "GET", path: "/new", tag: "New" } as const
    expect(accessOf(made)).toBe("all")
  })
})
