import { describe, expect, it } from "vitest"
import { api } from "./api.js"

const refused = (status: number, more: object = {}) =>
  api.classify({ status, headers: {}, body: "", isRefreshed: false, ...more })

describe("what a refusal means", () => {
  it.each([
    [429, {}, "limit"],
    [503, { headers: { "retry-after": "30" } }, "limit"],
    [503, {}, "retry"],
    [401, {}, "reconnect"],
    [401, { isRefreshed: true }, "skip"],
    [403, {}, "skip"],
    [404, {}, "skip"],
    [400, {}, "stop"],
    [406, {}, "stop"],
    [409, {}, "stop"],
    [412, {}, "stop"],
    [413, {}, "stop"],
    [415, {}, "stop"],
    [422, {}, "stop"],
    [408, {}, "retry"],
    [500, {}, "retry"],
    [504, {}, "retry"],
    [598, {}, "retry"],
    [200, { body: { error: { code: 429, message: "later" } } }, "limit"],
    [200, { body: { error: "odd" } }, "retry"],
  ])("%i with %j is %s", (status, more, verdict) => expect(refused(status, more)).toBe(verdict))
})

describe("the sentence of a refusal", () => {
  const said = (headers: Record<string, string>, body: unknown = "") => api.readErrorMessage({ headers, body })
  const NAME = "x-bamboohr-error-message"
  it.each([
    [{ [NAME]: "API key not provided or invalid" }, "API key not provided or invalid"],
    [{ [NAME]: "Employee not found,Employee not found" }, "Employee not found"],
    [{ [NAME]: "Employee not found, Employee not found" }, "Employee not found"],
    [{ [NAME]: "No, sorry, No, sorry" }, "No, sorry"],
    [{ [NAME]: "Bad start, bad end" }, "Bad start, bad end"],
    [{ "x-bamboohr-error-messsage": "Once" }, "Once"],
    [{ [NAME]: " " }, undefined],
  ])("in the header %j is %j", (headers, sentence) => expect(said(headers)).toBe(sentence))

  it.each([
    [{ error: { code: "BadPage", message: "Bad cursor" } }, "Bad cursor"],
    [{ type: "about:blank", title: "Forbidden", status: 403, detail: "Missing scope field" }, "Missing scope field"],
    [{ title: "Forbidden" }, "Forbidden"],
    [{ errors: [{ error: "Invalid fields", monitorFields: ["x"] }] }, "Invalid fields"],
    [{ error: "invalid_grant", error_description: "The code is used" }, "The code is used"],
    ["<html>", undefined],
    [null, undefined],
    [{ errors: { a: 1 }, error: 4 }, "4"],
  ])("in the body %j is %j", (body, sentence) => expect(said({}, body)).toBe(sentence))

  it("is no longer than a page can show", () => expect(said({ [NAME]: "x".repeat(900) })).toHaveLength(500))
})

describe("a call", () => {
  it("has the key as a user's name, or a bearer token", () => {
    const basic = api.authorize({ method: "api_key", secrets: { api_key: "abc" } })
    expect(basic).toEqual({ authorization: `Basic ${Buffer.from("abc:x").toString("base64")}` })
    expect(api.authorize({ method: "oauth2", accessToken: "t" })).toEqual({ authorization: "Bearer t" })
  })
  it("separates lists by commas, and encodes brackets", () => {
    expect(
      api.writeQuery({ "page[limit]": 2, fields: ["a", "b"], "filter[ids]": [], none: undefined, all: true }),
    ).toBe("page%5Blimit%5D=2&fields=a%2Cb&filter%5Bids%5D=&all=true")
  })
})
