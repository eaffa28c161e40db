import { describe, expect, test } from "vitest"
import { safeAddress, safeUrl, safeWord } from "./redact.js"

const UUID = "0b9f6c1e-8d2c-4c43-9f0e-3c1c8b1f5a77"

describe("an address of an HR system", () => {
  test.each([
    [
      "/api/2026-01-01/resources/employees/employees/12?ids[]=4&limit=100",
      "/api/2026-01-01/resources/employees/employees/12?ids[]=*&limit=*",
    ],
    ["/api/v1_2/timeOff/requests?start=2026-01-01", "/api/v1_2/timeOff/requests?start=*"],
    ["/api/people/jane%40acme.test/Jane%20Doe/ES9121000418450200051332", "/api/people/*/*/*"],
    [`/api/things/${UUID}`, `/api/things/${UUID}`],
    ["/api?email%5Beq%5D=jane@acme.test&jane%40acme.test=1&%zz=1", "/api?email[eq]=*&*&*"],
    ["/api?", "/api"],
  ])("%s is kept as %s", (given, kept) => {
    expect(safeAddress(given)).toBe(kept)
  })

  test("has few parts, whatever it is", () => {
    expect(safeAddress(`/${"a/".repeat(10_000)}?${"b=1&".repeat(10_000)}`).length).toBeLessThan(400)
    expect(safeWord("a".repeat(61))).toBe("*")
  })
})

describe("an address of ours", () => {
  const params = { link_token: UUID, key: "secret", id: UUID, resource: "employees" }

  test("shows what is asked for, and no secret", () => {
    expect(safeUrl({ path: "/link-token/:link_token", params, query: "" })).toBe("/link-token/*")
    expect(safeUrl({ path: "/proxy/:resource/:id", params, query: "" })).toBe(`/proxy/employees/${UUID}`)
    expect(safeUrl({ path: "/custom/*", params: { "*": "v1/people/jane@acme.test" }, query: "" })).toBe(
      "/custom/v1/people/*",
    )
  })

  test("shows values of what names a choice, and none of filters", () => {
    const query = `integrated_account_id=${UUID}&limit=5&source=synced&work_email=jane%40acme.test&next_cursor=abc`
    expect(safeUrl({ path: "/unified/hris/employees", params: {}, query })).toBe(
      `/unified/hris/employees?integrated_account_id=${UUID}&limit=5&source=synced&work_email=*&next_cursor=*`,
    )
  })
})
