import { listAccounts } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { nearest } from "./nearest.js"

describe("the nearest name", () => {
  it("is close, or none", () => {
    expect(nearest("emplyees", ["employees", "groups"])).toBe("employees")
    expect(nearest("zzz", ["employees"])).toBeUndefined()
    expect(nearest("x".repeat(100_000), Object.keys(listAccounts.query))).toBeUndefined()
    expect(nearest("a", [])).toBeUndefined()
  })
})
