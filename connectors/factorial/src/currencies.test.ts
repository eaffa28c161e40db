import { describe, expect, it } from "vitest"
import { decimalsOf } from "./currencies.js"
import { toMajorUnits } from "./money.js"

// ISO 4217, list one. All others have two decimals.
const NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF BYR".split(" ")
const THREE = "BHD IQD JOD KWD LYD OMR TND".split(" ")
const FOUR = ["CLF", "UYW"]
const digitsOf = (code: string) => (NONE.includes(code) ? 0 : THREE.includes(code) ? 3 : FOUR.includes(code) ? 4 : 2)

/** Codes without a minor unit: nobody is paid in them. */
const NO_PAY = new Set("XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".split(" "))

describe("currencies", () => {
  const codes = Intl.supportedValuesOf("currency").filter((code) => !NO_PAY.has(code))
  it("all have the decimals of ISO 4217", () => {
    expect(codes.length).toBeGreaterThan(150)
    const wrong = codes.filter((code) => decimalsOf(code) !== undefined && decimalsOf(code) !== digitsOf(code))
    expect(wrong).toEqual([])
    for (const code of [...NONE, ...THREE, ...FOUR]) expect(decimalsOf(code), code).toBe(digitsOf(code))
  })
  it.each(["AED", "COP", "IDR", "PKR", "ALL", "HUF", "LBP", "MMK", "EUR", "USD", "XCG", "SLE", "ZWG", "HRK", "BGN"])(
    "%s has two",
    (code) => expect(decimalsOf(code)).toBe(2),
  )
  it.each([...NO_PAY, "XYZ", "EURO", "eur", "", "constructor"])("%s is none", (code) =>
    expect(decimalsOf(code)).toBeUndefined(),
  )
})

describe("an amount", () => {
  it.each([
    [6_000_001, "EUR", 60_000.01],
    [450_000_000, "COP", 4_500_000],
    [1_500_000_000, "IDR", 15_000_000],
    [12_345_600, "PKR", 123_456],
    [123_456, "ALL", 1_234.56],
    [40_000_000, "HUF", 400_000],
    [1_234_567, "IQD", 1_234.567],
    [1_234_567, "KWD", 1_234.567],
    [4_500_000, "JPY", 4_500_000],
    [900_000, "CLP", 900_000],
    [0, "EUR", 0],
    [null, "EUR", null],
    [undefined, "EUR", undefined],
  ])("of %s minor units of %s is %s", (minor, currency, major) => expect(toMajorUnits(minor, currency)).toBe(major))
  it.each(["nonsense", "XAU", null, undefined])("of an unknown currency (%s) is left out", (currency) =>
    expect(toMajorUnits(100, currency)).toBeUndefined(),
  )
})
