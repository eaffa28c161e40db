import { describe, expect, it } from "vitest"
import { nearest } from "./nearest.js"
import { listAccounts } from "./operations/index.js"

describe("the nearest name", () => {
  it("is close, or none", () => {
    expect(nearest("emplyees", ["employees", "groups"])).toBe("employees")
    expect(nearest("lsit", ["list", "get"])).toBe("list")
    expect(nearest("Manger", ["manager", "name"])).toBe("manager")
    expect(nearest("zzz", ["employees"])).toBeUndefined()
    expect(nearest("x".repeat(100_000), Object.keys(listAccounts.query))).toBeUndefined()
    expect(nearest("a", [])).toBeUndefined()
  })
})
