import { describe, expect, it } from "vitest"
import { readListBody } from "./proxy-body.js"

const schema = {
  properties: {
    fields: { type: "array", items: { type: "string" } },
    ids: { type: "array", items: { type: "integer" } },
    page: { type: "integer" },
    rate: { type: "number" },
    all: { type: "boolean" },
    filter: { type: "object", properties: { since: { type: "string" }, most: { type: "integer" } } },
  },
}
const method = { httpMethod: "POST" as const, body: schema }
const bodyOf = (text: string) => ({ bytes: Buffer.from(text), contentType: undefined })

describe("what a list by POST is asked with", () => {
  it("is read of the query in the types of its schema, where the caller has no body", () => {
    const query = {
      ...{ fields: "a,b", ids: ["1", "2"], page: "3", rate: "0.5", all: "true", format: "JSON" },
      filter: { since: "2026", most: "4", other: ["x"] },
    }
    expect(readListBody(method, { query })).toEqual({
      query: { format: "JSON" },
      body: {
        ...{ fields: ["a", "b"], ids: [1, 2], page: 3, rate: 0.5, all: true },
        filter: { since: "2026", most: 4, other: ["x"] },
      },
    })
  })
  it.each([
    ["page", "3.5"],
    ["page", "1e3"],
    ["page", "18446744073709551617"],
    ["rate", ""],
    ["rate", "NaN"],
    ["rate", "0.30"],
    ["all", "yes"],
  ])("leaves %s=%s as it is written, for the HR system to judge", (name, value) => {
    expect(readListBody(method, { query: { [name]: value } }).body).toEqual({ [name]: value })
  })
  it("is the caller's body, if there is one, and all of the query stays a query", () => {
    const body = bodyOf('{"fields":["x"]}')
    expect(readListBody(method, { query: { fields: "a" }, body })).toEqual({
      query: { fields: "a" },
      body: { fields: ["x"] },
    })
    expect(readListBody(method, { query: { fields: "a" }, body: bodyOf("{}") }).body).toEqual({ fields: ["a"] })
    expect(readListBody({ httpMethod: "POST" }, { query: { fields: "a" } })).toEqual({
      query: { fields: "a" },
      body: {},
    })
  })
  it.each(["[]", "3", "null", "{", "a=b"])("is refused as %s", (text) => {
    expect(() => readListBody(method, { query: {}, body: bodyOf(text) })).toThrow("JSON object")
  })
})

it("a list by GET has no body", () => {
  const get = { httpMethod: "GET" as const }
  expect(readListBody(get, { query: { a: "1" }, body: bodyOf(" { } ") })).toEqual({
    query: { a: "1" },
    body: undefined,
  })
  expect(() => readListBody(get, { query: {}, body: bodyOf('{"a":1}') })).toThrow("query")
})
