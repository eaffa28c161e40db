import { expect, it } from "vitest"
import { unpackSchema } from "./packed-schema.js"

it("short fields are read as the schema that they stand for", () => {
  const fields = {
    name: { t: "string", r: 1 as const },
    day: { t: "string", f: "date" },
    kinds: { t: "array", i: { t: "string", e: ["a", "b"] } },
    filter: { t: "object", p: { ids: { t: "array" }, since: { t: "string", r: 1 as const } } },
    odd: { t: "any" },
  }
  expect(unpackSchema(fields)).toEqual({
    type: "object",
    properties: {
      name: { type: "string" },
      day: { type: "string", format: "date" },
      kinds: { type: "array", items: { type: "string", enum: ["a", "b"] } },
      filter: {
        type: "object",
        properties: { ids: { type: "array" }, since: { type: "string" } },
        required: ["since"],
      },
      odd: {},
    },
    required: ["name"],
  })
})
