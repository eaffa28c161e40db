import { type AuthField, fillAddress, readField } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { api } from "./api.js"
import { apiKey, companyOAuth } from "./auth.js"

function fieldOf(name: string): AuthField {
  const found = apiKey.fields.find((field) => field.name === name)
  if (!found) throw new Error(`no field ${name}`)
  return found
}
const [domain, key, zone] = ["company_domain", "api_key", "time_zone"].map(fieldOf)
const read = (field: AuthField | undefined, given: unknown) => {
  if (!field) throw new Error("no field")
  const found = readField(field, given)
  return "value" in found ? found.value : `(${found.problem})`
}

describe("the company domain", () => {
  it.each([
    ["acme", "acme"],
    [" ACME ", "acme"],
    ["acme.bamboohr.com", "acme"],
    ["https://acme.bamboohr.com", "acme"],
    ["https://acme.bamboohr.com/home", "acme"],
    ["HTTP://Acme.BambooHR.com/home/?a=b#c", "acme"],
    ["https://acme.bamboohr.com?x", "acme"],
    ["acme-eu_2", "acme-eu_2"],
    ["https://api.bamboohr.com/api/gateway.php/acme/v1/employees", "acme"],
  ])("is read from %j", (given, company) => expect(read(domain, given)).toBe(company))

  it.each([
    "acme.bamboohr.com.evil.test",
    "https://acme.bamboohr.com.evil.test/",
    "acme@evil",
    "acme@evil.test",
    "user:x@acme.bamboohr.com",
    "evil.test/acme",
    "evil.test/.bamboohr.com",
    "evil.test#.bamboohr.com",
    "evil.test?.bamboohr.com",
    "evil.test\\.bamboohr.com",
    "https://evil.test/acme.bamboohr.com",
    "evil.bamboohr.com.bamboohr.com",
    "acme.bamboohr.com:8443",
    "acme:8443",
    "acme。bamboohr。com",
    "acme．bamboohr．com",
    "acme%2ebamboohr",
    "a.b",
    "acmе",
    "acm\u212ae",
    "acme\n",
    "acme\u0000",
    "ac me",
    "-acme",
    "acme-",
    "..",
    "{company_domain}",
    "ftp://acme.bamboohr.com",
    "//acme",
    "api.bamboohr.com/api/gateway.php/../x",
    "api.bamboohr.com/api/gateway.php/evil.test/v1",
    "x".repeat(64),
    42,
    {},
  ])("is refused in %j", (given) => {
    const found = read(domain, given)
    // A line break at the end is what a paste leaves behind.
    expect(found).toBe(given === "acme\n" ? "acme" : "(malformed)")
  })

  it("leads to a host of BambooHR, whatever is typed", () => {
    const typed = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.string({ unit: fc.constantFrom(..."acme.bamboohr.com:/@?#\\%\u3002 ") }),
    )
    fc.assert(
      fc.property(typed, (given) => {
        const found = read(domain, given)
        if (found.startsWith("(")) return
        const address = fillAddress(api.hosts.production, { company_domain: found }) ?? ""
        const { protocol, host, username, pathname } = new URL(`${address}/x`)
        expect([protocol, host, username, pathname]).toEqual(["https:", `${found}.bamboohr.com`, "", "/x"])
      }),
      { numRuns: 2_000 },
    )
  })
  it("is asked for by both methods, in the same words", () => {
    expect(companyOAuth.fields).toEqual([domain, zone])
    expect(companyOAuth.scopes).not.toContain("openid")
  })
})

describe("the key", () => {
  it.each([
    ["0123456789abcdef0123456789abcdef01234567", "0123456789abcdef0123456789abcdef01234567"],
    [" abc \n", "abc"],
    ["a key of another form", "a key of another form"],
    ["clé", "clé"],
    ["a\nb", "(malformed)"],
    [" ", "(malformed)"],
    ["", "(missing)"],
  ])("%j is read as %j", (given, value) => expect(read(key, given)).toBe(value))
})

describe("the time zone", () => {
  it.each([
    ["Europe/Madrid", "Europe/Madrid"],
    [" europe/madrid ", "Europe/Madrid"],
    ["utc", "UTC"],
    ["America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"],
    ["Mars/Olympus", "(malformed)"],
    ["+02:00", "(malformed)"],
    ["a/b", "(malformed)"],
  ])("%j is read as %j", (given, value) => expect(read(zone, given)).toBe(value))
})
