import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { fillAddress, namesIn } from "./address.js"

const TEMPLATE = "https://{company}.hr.example"
const fill = (company: string, template = TEMPLATE) => fillAddress(template, { company })

describe("An address", () => {
  it("is filled with settings, in its host and in its path", () => {
    expect(fill("acme")).toBe("https://acme.hr.example")
    expect(fill("acme", "http://127.0.0.1:9000/{company}/{company}")).toBe("http://127.0.0.1:9000/acme/acme")
    expect(fillAddress("https://{region}.hr.example/{company}", { region: "eu", company: "a_b" })).toBe(
      "https://eu.hr.example/a_b",
    )
    expect(fillAddress("https://hr.example", {})).toBe("https://hr.example")
    expect(namesIn("https://{region}.hr.example/{company}")).toEqual(["region", "company"])
  })

  it.each([
    "",
    "evil.example",
    "evil.example/",
    "evil.example#",
    "evil.example?",
    "evil.example:443/",
    "user@evil.example",
    "a@b",
    "a/b",
    "a\\b",
    "a#",
    "a?",
    "a:1",
    ".",
    "..",
    "a.",
    "-a",
    "a-",
    "a b",
    "a\n",
    "a\r\n",
    "a\t",
    "\u0000",
    "a%2eb",
    "%2f",
    "a%00",
    "\u3002evil",
    "evil\uff0eexample",
    "evil\uff0f",
    "ac\u00adme",
    "ächme",
    "\u202eacme",
    "{company}",
    "$&",
    "a".repeat(64),
  ])("refuses %j", (value) => {
    expect(fill(value)).toBeUndefined()
    expect(fill(value, "http://127.0.0.1:9000/{company}")).toBeUndefined()
  })

  it("refuses names that nobody has given, and those that every object has", () => {
    expect(fillAddress(TEMPLATE, {})).toBeUndefined()
    expect(fillAddress("https://{constructor}.hr.example", {})).toBeUndefined()
  })

  it("is on the template's host, whatever it is filled with", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.webUrl(), fc.domain()), (value) => {
        const filled = fill(value)
        if (filled === undefined) return
        const { origin, pathname, host } = new URL(filled)
        expect([origin.toLowerCase(), pathname]).toEqual([filled.toLowerCase(), "/"])
        expect(host.split(".").slice(1)).toEqual(["hr", "example"])
      }),
    )
  })
})
