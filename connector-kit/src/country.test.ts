import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { countryCode } from "./country.js"

describe("A country's code", () => {
  it.each([
    ["United States", "US"],
    ["United States of America", "US"],
    ["U.S.A.", "US"],
    ["usa", "US"],
    ["United Kingdom", "GB"],
    ["UK", "GB"],
    ["Great Britain", "GB"],
    ["Czech Republic", "CZ"],
    ["Czechia", "CZ"],
    ["South Korea", "KR"],
    ["Korea, Republic of", "KR"],
    ["Russian Federation", "RU"],
    ["Turkey", "TR"],
    ["Türkiye", "TR"],
    ["Viet Nam", "VN"],
    ["Vietnam", "VN"],
    ["Côte d’Ivoire", "CI"],
    ["St. Lucia", "LC"],
    ["Saint Lucia", "LC"],
    ["Bosnia and Herzegovina", "BA"],
    ["Myanmar", "MM"],
    ["Hong Kong", "HK"],
    ["Congo (Kinshasa)", "CD"],
    ["Congo (Brazzaville)", "CG"],
    ["The Netherlands", "NL"],
    [" spain ", "ES"],
    ["de", "DE"],
    ["GB", "GB"],
  ])("%s is %s", (name, code) => expect(countryCode(name)).toBe(code))

  it.each(["", " ", "Atlantis", "EU", "ZZ", "SU", "DD", "constructor", "__proto__", "1", "ESP"])("%j is none", (name) =>
    expect(countryCode(name)).toBeNull(),
  )

  it("stays unknown where nothing is known, and empty where it is", () => {
    expect([countryCode(undefined), countryCode(null)]).toEqual([undefined, null])
  })

  it("is that of its own English name, for every code that there is", () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    const names = new Intl.DisplayNames("en", { type: "region" })
    const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter((one) => countryCode(one))
    expect(codes.length).toBeGreaterThan(240)
    for (const code of codes)
      expect([code, countryCode(names.of(code)), countryCode(code)]).toEqual([
        code,
        countryCode(code),
        countryCode(code),
      ])
  })

  it("is null, or two letters, whatever is asked", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(countryCode(name) ?? "AA").toMatch(/^[A-Z]{2}$/)
      }),
    )
  })
})
