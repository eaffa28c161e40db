import { EVENTS, type Operation, operations } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { z } from "zod"
import { BODY_EXAMPLES } from "./body-examples.js"
import { describeApi } from "./index.js"
import { sampleOf } from "./sample.js"

const api = describeApi({ version: "1.2.3", publicUrl: "https://api.example" }) as any
const all = Object.values<Operation>(operations)
const described: any[] = Object.values<any>(api.paths).flatMap((methods) => Object.values(methods))
const exampleIn = (content: any) => content?.["application/json"]?.example
const sample = (schema: z.ZodType, name = "x") => sampleOf(z.toJSONSchema(schema) as any, { components: {}, name })

/** Every value in it that is no object or list, with its name. */
function leaves(value: unknown, name = ""): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, name))
  if (typeof value !== "object" || value === null) return [[name, value]]
  return Object.entries(value).flatMap(([key, one]) => leaves(one, key))
}

describe("an example", () => {
  it("has small numbers within their bounds", () => {
    expect(sample(z.int(), "sequence")).toBe(42)
    expect(sample(z.int())).toBe(1)
    expect(sample(z.number().min(5))).toBe(5)
    expect(sample(z.int().positive())).toBe(1)
    expect(sample(z.int().max(-3))).toBe(-3)
    expect(sample(z.int().max(10), "limit")).toBe(10)
  })

  it("has texts by their form, else by their name", () => {
    expect(sample(z.string().meta({ format: "date" }), "start_date")).toBe("2026-03-01")
    expect(sample(z.string().meta({ format: "date" }), "date_of_birth")).toBe("1990-12-10")
    expect(sample(z.string().meta({ format: "uri" }), "logo")).toMatch(/^https:/)
    expect(sample(z.string().meta({ format: "uuid" }), "integration_id")).toMatch(/^0f7c/)
    expect(sample(z.string(), "start_time")).toBe("2026-08-03")
    expect(sample(z.string(), "shelf_id")).toBe("1042")
    expect(sample(z.string(), "shelf")).toBe("some shelf")
    expect(sample(z.string().max(2), "country")).toBe("ES")
  })

  it("names a row for what it is", () => {
    const named = z.object({ name: z.string() })
    const row = z.object({ name: z.string(), groups: z.array(named), work_location: named })
    expect(sample(row)).toEqual({
      name: "Ada Byron",
      groups: [{ name: "Engineering" }],
      work_location: { name: "Barcelona office" },
    })
  })
})

describe("an example of a row", () => {
  it("fits together: who works here has not left, and the source of a value is told with it", () => {
    const row = z.object({
      termination_date: z.string().nullable(),
      pay_period: z.enum(["hourly", "annually"]),
      pay_period_source: z.string(),
      debug: z.object({}).optional(),
      manager: z.object({ id: z.string(), name: z.string() }),
    })
    expect(sample(row)).toEqual({
      termination_date: null,
      pay_period: "annually",
      pay_period_source: "annually",
      manager: { id: "1001", name: "Grace Hopper" },
    })
  })
})

describe("the examples of the API", () => {
  it.each(all.filter(({ bodyKind }) => bodyKind === "json").map((one) => [one.id, one] as const))(
    "have a body of %s that it takes",
    (id, { body }) => {
      const example = exampleIn(described.find(({ operationId }) => operationId === id).requestBody.content)
      expect(body.safeParse(example).error?.issues ?? []).toEqual([])
    },
  )

  it("have bodies of operations that are there", () => {
    expect(Object.keys(BODY_EXAMPLES).filter((id) => !all.some((one) => one.id === id))).toEqual([])
  })

  it.each(all.filter(({ mediaTypes }) => mediaTypes[0] === "application/json").map((one) => [one.id, one] as const))(
    "have an answer of %s that is one",
    (id, { answer, method }) => {
      const found = described.find(({ operationId }) => operationId === (method === "ANY" ? `${id}_get` : id))
      expect(answer.safeParse(exampleIn(found.responses[200].content)).error?.issues ?? []).toEqual([])
    },
  )

  it("have a delivery of every event that is one, numbered like one", () => {
    for (const [type, { payload }] of Object.entries(EVENTS)) {
      const example = exampleIn(api.webhooks[type].post.requestBody.content)
      expect(example).toMatchObject({ event: type, event_type: type, sequence: 42 })
      expect(payload.safeParse(example.payload).error?.issues ?? []).toEqual([])
    }
  })

  it("have no text without a meaning, and no number at the end of its range", () => {
    const shown = [...described, ...Object.values<any>(api.webhooks).map(({ post }) => post)].flatMap((one) => [
      ...leaves(exampleIn(one.requestBody?.content)),
      ...leaves(exampleIn(one.responses[200]?.content)),
    ])
    const odd = shown.filter(
      ([name, value]) =>
        (value === "text" && !name.startsWith("data_type")) ||
        (typeof value === "number" && Math.abs(value) > 1_000_000),
    )
    expect(odd).toEqual([])
    expect(shown.length).toBeGreaterThan(1_000)
  })
})
