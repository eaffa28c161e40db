import { expect, it } from "vitest"
import { fillPath, queryText } from "./query.js"

it.each([
  [{ a: "x y", b: undefined, c: null }, "a=x%20y"],
  [
    { updated_at: { gte: "2026-01-01", lt: "2026-02-01" } },
    "updated_at%5Bgte%5D=2026-01-01&updated_at%5Blt%5D=2026-02-01",
  ],
  [{ id: { in: ["1", "2"] } }, "id%5Bin%5D=1%2C2"],
  [
    { truto_exclude_fields: ["groups", "manager"] },
    "truto_exclude_fields%5B%5D=groups&truto_exclude_fields%5B%5D=manager",
  ],
  [{ since: new Date(0), dry_run: true, limit: 5 }, "since=1970-01-01T00%3A00%3A00.000Z&dry_run=true&limit=5"],
  [{}, ""],
])("%j is the query %s", (query, text) => {
  expect(queryText(query)).toBe(text)
})

it("A value of several with a comma is refused, because it would be two", () => {
  expect(() => queryText({ name: { in: ["Doe, Jane"] } })).toThrow('"Doe, Jane" has a comma')
})

it("Values of a path are escaped, and the rest of a path keeps its slashes", () => {
  expect(fillPath("/webhook/{id}", ["a/b"])).toBe("/webhook/a%2Fb")
  expect(fillPath("/custom/{path}", ["api/v1/a b"])).toBe("/custom/api/v1/a%20b")
  expect(fillPath("/integrated-account/{id}/mcp/{token_id}", ["1", "2"])).toBe("/integrated-account/1/mcp/2")
})

it.each(["", undefined, 7])("%j is no value of a path", (value) => {
  expect(() => fillPath("/webhook/{id}", [value])).toThrow("id: give the text of an id or name")
})
