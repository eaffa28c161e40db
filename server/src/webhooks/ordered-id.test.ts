import { expect, it } from "vitest"
import { orderedId } from "./ordered-id.js"

it("ids of one moment sort by place, later moments come after, and each is a UUID", () => {
  const at = new Date("2026-11-23T10:00:00.123Z")
  const ids = Array.from({ length: 500 }, (_, place) => orderedId(at, place))
  expect([...ids].sort()).toEqual(ids)
  expect(orderedId(new Date(at.getTime() + 1), 0) > (ids.at(-1) ?? "")).toBe(true)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
