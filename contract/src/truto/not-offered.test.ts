import { expect, it } from "vitest"
import { operations } from "../operations/index.js"
import { insteadOf, NOT_OFFERED } from "./not-offered.js"

it("calls that are not offered are no operations of ours", () => {
  const doubled = Object.values(operations).filter(({ method, path }) => insteadOf(method, path) !== undefined)
  expect(doubled.map(({ id }) => id)).toEqual([])
  expect(NOT_OFFERED.filter(({ methods, path }) => methods.length === 0 || !path.startsWith("/"))).toEqual([])
})

it("what to do instead is said of the exact method and path", () => {
  expect(insteadOf("GET", "/datastore/x")).toContain("GET /export/{resource}")
  expect(insteadOf("POST", "/sync-job-template")).toContain("/sync-job")
  const others = [
    ["PUT", "/datastore/x"],
    ["GET", "/nothing"],
    ["GET", "/team/x"],
    ["GET", "/datastore/x/y"],
  ] as const
  expect(others.filter(([method, path]) => insteadOf(method, path) !== undefined)).toEqual([])
})
