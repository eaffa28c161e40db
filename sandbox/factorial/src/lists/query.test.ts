import { describe, expect, it } from "vitest"
import { Refusal } from "../world.js"
import { assertLists, readQuery } from "./query.js"

const parameters = { "ids[]": { t: "array" }, id: { t: "string" }, only_active: { t: "boolean" } }
const statusOf = (query: string): number => {
  try {
    assertLists(readQuery(`/x?${query}`), parameters)
    return 200
  } catch (error) {
    if (error instanceof Refusal) return error.status
    throw error
  }
}

describe("a list in a query", () => {
  it.each(["ids[]=1", "ids[]=1&ids[]=2", "ids%5B%5D=1", "id=1", "only_active=true", "unknown[0]=1"])(
    "is taken as %s",
    (query) => {
      expect(statusOf(query)).toBe(200)
    },
  )
  it.each(["ids=1", "ids=1,2", "ids[0]=1", "ids[][0]=1", "ids[0][]=1", "ids[a]=1", "ids%5B0%5D=1"])(
    "is refused as %s",
    (query) => {
      expect(statusOf(query)).toBe(400)
    },
  )
})
