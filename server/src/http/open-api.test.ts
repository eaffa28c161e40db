import { EVENTS, operations } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { describeApi } from "./open-api.js"

const api = describeApi("1.2.3") as any

describe("the description of the API", () => {
  it("has every operation with its path, and a call of any method five times", () => {
    for (const { id, method, path } of Object.values(operations)) {
      const place = api.paths[path.replace(/:(\w+)/g, "{$1}").replace("*", "{path}")]
      if (method === "ANY") expect(Object.keys(place).sort()).toEqual(["delete", "get", "patch", "post", "put"])
      else expect(place[method.toLowerCase()].operationId).toBe(id)
    }
    expect(api.info.version).toBe("1.2.3")
  })

  it("has no reference that leads nowhere", () => {
    const names = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name = ""]) => name,
    )
    expect(names.length).toBeGreaterThan(10)
    expect(Object.keys(api.components.schemas)).toEqual(expect.arrayContaining(names))
  })

  it("has every event with the schema of what is posted", () => {
    expect(Object.keys(api.webhooks)).toEqual(Object.keys(EVENTS))
    const { schema } = api.webhooks["employee:hired"].post.requestBody.content["application/json"]
    expect(schema.properties.event_type).toMatchObject({ const: "employee:hired" })
    expect(schema.properties.payload.properties.details.properties).toHaveProperty("employment_status")
  })

  it("says what parameters take, with their maximum", () => {
    const { parameters } = api.paths["/unified/hris/employees"].get
    const schemaOf = (name: string) => parameters.find((one: any) => one.name === name).schema
    expect(schemaOf("limit")).toMatchObject({ type: "integer", maximum: 500 })
    expect(schemaOf("truto_exclude_fields")).toMatchObject({ type: "array", maxItems: 200 })
    expect(schemaOf("name").anyOf[0]).toMatchObject({ type: "string", maxLength: 2_000 })
    expect(parameters.every(({ schema }: any) => typeof schema === "object")).toBe(true)
  })

  it("says which bodies are strict, and that others tell what was left out", () => {
    expect(api.paths["/api-token"].post.requestBody.content["application/json"].schema.additionalProperties).toBe(false)
    expect(api.paths["/sync-run"].post.responses[200].description).toContain("warnings")
    expect(api.paths["/api-token"].post.responses[200].description).toBe("Done.")
    expect(api.paths["/ping"].get.security).toEqual([])
  })
})
