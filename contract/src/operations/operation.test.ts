import { describe, expect, expectTypeOf, it } from "vitest"
import type { z } from "zod"
import type { Employee } from "../model/index.js"
import { type Operation, operations } from "./index.js"

const all: readonly Operation[] = Object.values(operations)
const keysOf = (schema: z.ZodType): string[] => Object.keys("shape" in schema ? (schema.shape as object) : {})

describe("operations", () => {
  it("are kept by their ids, which are names in every language", () => {
    expect(Object.entries(operations).filter(([key, { id }]) => key !== id)).toEqual([])
    expect(all.filter(({ id }) => !/^[a-z][a-z0-9_]{0,63}$/.test(id))).toEqual([])
  })

  it("have a method and a path of their own each", () => {
    const places = all.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ":")}`)
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
  })

  it("say how the rest of a list is asked for wherever they take what says where to go on", () => {
    const given = (operation: Operation, name: string) => keysOf(operation.query).includes(name)
    for (const operation of all) {
      const isPaged =
        given(operation, "next_cursor") ||
        keysOf(operation.answer).includes("next_after") ||
        operation.id === "proxy_list"
      expect([operation.id, operation.paging !== "none"]).toEqual([operation.id, isPaged])
    }
  })

  it("carry no body where they only read, except in what the HR system is given as it is", () => {
    expect(all.filter((one) => one.method === "GET" && one.bodyKind === "json")).toEqual([])
    expect(all.filter((one) => one.method === "GET" && one.idempotent)).toEqual([])
  })

  it("have the types of their own schemas", () => {
    expectTypeOf<z.infer<typeof operations.get_employees.answer>>().toEqualTypeOf<Employee>()
    expectTypeOf<z.infer<typeof operations.list_employees.query>["limit"]>().toEqualTypeOf<number | undefined>()
    expectTypeOf<z.infer<typeof operations.get_webhook.params>>().toEqualTypeOf<{ id: string }>()
    expectTypeOf(operations.list_api_tokens.path).toEqualTypeOf<string>()
  })
})
