import { EVENTS, type Operation, operations, TAGS } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { describeApi } from "./index.js"

const api = describeApi({ version: "1.2.3", publicUrl: "https://api.example" }) as any

/** Paths that differ in the names of their parameters alone are one. */
const shapeOf = (path: string) => path.replace(/:\w+|\*|\{\w+\}/g, "{}")
const pathOf = (path: string) => Object.keys(api.paths).find((one) => shapeOf(one) === shapeOf(path)) ?? path

/** Every field and parameter that nothing is said of. */
function untold(value: unknown, place: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => untold(one, place))
  if (typeof value !== "object" || value === null) return []
  const { properties, example: _, ...rest } = value as Record<string, any>
  const fields = Object.entries<any>(properties ?? {}).flatMap(([name, one]) => [
    ...(one.description === undefined && one.$ref === undefined ? [`${place}.${name}`] : []),
    ...untold(one, `${place}.${name}`),
  ])
  const parameter = rest.in !== undefined && rest.description === undefined ? [`${place}?${rest.name}`] : []
  return [...fields, ...parameter, ...Object.entries(rest).flatMap(([key, one]) => untold(one, `${place} ${key}`))]
}

describe("the description of the API", () => {
  it("has every operation with its path, and a call of any method five times", () => {
    for (const { id, method, path } of Object.values<Operation>(operations)) {
      const place = api.paths[pathOf(path)]
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

  it("says of every field and parameter what it is", () => {
    expect(untold(api, "")).toEqual([])
  })

  it("says what a name means where it is, when it means another thing elsewhere", () => {
    const said = (place: any, name: string) => place.find((one: any) => one.name === name).description
    const { schemas } = api.components
    expect(schemas.TimeoffRequest.properties.units.description).toContain("counted in")
    expect(schemas.Error.properties.request_id.description).toContain("GET /log/{id}")
    expect(schemas.SyncJobCronTrigger.properties.last_error.description).not.toContain("connection")
    const newLink = api.paths["/link-token"].post.requestBody.content["application/json"].schema.properties
    expect(newLink.scopes.description).toContain("ask the HR system for")
    expect(said(api.paths["/integrated-account/{id}/tools"].get.parameters, "type")).toContain("proxy (unless given)")
    expect(said(api.paths["/integrated-account/{id}/capabilities"].get.parameters, "type")).toContain(
      "all (unless given)",
    )
    expect(said(api.paths["/write"].get.parameters, "state")).toBe("How far it is.")
    const { request } = schemas.WriteOperation.properties.steps.items.properties
    expect(JSON.stringify(request)).not.toContain("A method of the resource")
  })

  it("says what every family of operations is about", () => {
    const used = Object.values<Operation>(operations).map(({ tag }) => tag)
    expect([...new Set(used)].filter((tag) => !Object.hasOwn(TAGS, tag))).toEqual([])
  })

  it("tells lists and keyed lists apart, by the names of their rows", () => {
    const { schema } = api.paths["/unified/hris/employees"].get.responses[200].content["application/json"]
    expect(schema.anyOf.map(({ $ref }: any) => $ref.split("/").pop())).toEqual(["EmployeesPage", "EmployeesKeyedPage"])
    const { EmployeesPage, EmployeesKeyedPage } = api.components.schemas
    expect(EmployeesPage.properties.result.items.$ref).toBe("#/components/schemas/Employee")
    expect(EmployeesKeyedPage.properties.result.additionalProperties.$ref).toBe("#/components/schemas/Employee")
  })

  it("says which refusals there are, with the envelope and an example of it", () => {
    const { get, post } = api.paths["/unified/hris/timeoff_requests"]
    expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(["400", "401", "403", "404", "429", "502"]))
    expect(Object.keys(post.responses)).toEqual(expect.arrayContaining(["409", "413", "415"]))
    const { content, headers } = api.components.responses.Refused429
    expect(content["application/json"].example).toMatchObject({ statusCode: 429, code: "request.rate_limited" })
    expect(Object.keys(headers)).toContain("retry-after")
    expect(api.servers).toEqual([{ url: "https://api.example", description: "This server." }])
  })

  it("says what an operation is refused with that others are not", () => {
    const refusals = (path: string, method = "get") => Object.keys(api.paths[path][method].responses)
    expect(refusals("/export/{resource}")).toEqual(expect.arrayContaining(["404", "409", "410"]))
    expect(refusals("/unified/hris/employees")).toContain("409")
    expect(refusals("/unified/hris/employees")).not.toContain("410")
    expect(refusals("/unified/hris/employees/{id}")).toContain("409")
    expect(refusals("/unified/hris/employees", "post")).toEqual(expect.arrayContaining(["405", "424"]))
    expect(refusals("/batch-request", "post")).toContain("404")
    expect(refusals("/batch-request", "post")).not.toContain("409")
    expect(refusals("/webhook/test", "post")).toEqual(expect.arrayContaining(["404", "422"]))
    expect(refusals("/integrated-account-webhook/{integrated_account_id}/{key}", "post")).toContain("429")
  })

  it("says which headers an export has, and what limits are about", () => {
    const { headers } = api.paths["/export/{resource}"].get.responses[200]
    expect(Object.keys(headers)).toEqual(
      expect.arrayContaining(["rollcall-export-at", "rollcall-export-cursor", "rollcall-data-as-of"]),
    )
    expect(api.components.headers["ratelimit-limit"].description).not.toContain("minute")
  })

  it("has a key where one is taken, and says that answers are given again only where they are", () => {
    const told = (path: string, method: string) => {
      const { parameters, responses } = api.paths[path][method]
      const takesKey = parameters.some(({ $ref = "" }: any) => $ref.endsWith("/IdempotencyKey"))
      return [takesKey, "idempotency-replayed" in responses[200].headers]
    }
    expect(told("/webhook", "post")).toEqual([true, true])
    expect(told("/batch-request", "post")).toEqual([true, false])
    expect(told("/mapping-override/preview", "post")).toEqual([false, false])
    expect(told("/custom/{path}", "post")).toEqual([true, true])
    expect(told("/custom/{path}", "get")).toEqual([false, false])
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
    expect(parameters.every(({ schema, $ref }: any) => typeof schema === "object" || $ref)).toBe(true)
  })

  it("says which bodies are strict, and that others tell what was left out", () => {
    expect(api.paths["/api-token"].post.requestBody.content["application/json"].schema.additionalProperties).toBe(false)
    expect(api.paths["/sync-run"].post.responses[200].description).toContain("warnings")
    expect(api.paths["/api-token"].post.responses[200].description).toBe("Done.")
    expect(api.paths["/ping"].get.security).toEqual([])
  })
})
