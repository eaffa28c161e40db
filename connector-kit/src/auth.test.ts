import { expect, it } from "vitest"
import { type AuthField, authFields, readField, settingsIn } from "./auth.js"
import { isTimeZone } from "./time-zone.js"

const firstLabel = (given: string) =>
  given
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/[./].*$/s, "")
    .toLowerCase()
const field = (given: Partial<AuthField> = {}): AuthField => ({
  name: "company",
  label: "Company",
  isSecret: false,
  isRequired: true,
  pattern: /[a-z0-9-]+/,
  ...given,
})

it("A value has to match as a whole, whatever anchors and flags a pattern has", () => {
  for (const pattern of [/[a-z]+/, /^[a-z]+$/, /[a-z]+/g, /^[a-z]+$/m, /a|ab|[a-z]+/y]) {
    expect(readField(field({ pattern }), "ab"), String(pattern)).toEqual({ value: "ab" })
    for (const bad of ["a.b", "a\n", "\na", "a\nb", "a b", "ä", "a/"])
      expect(readField(field({ pattern }), bad), `${pattern} ${JSON.stringify(bad)}`).toEqual({ problem: "malformed" })
  }
})

it("What people paste is made into the value first", () => {
  const pasted = field({ normalise: firstLabel })
  for (const given of ["acme", "ACME", " acme.hr.example ", "https://acme.hr.example/home?x=1", "Acme/"])
    expect(readField(pasted, given), given).toEqual({ value: "acme" })
  expect(readField(pasted, "https://user@evil.example")).toEqual({ problem: "malformed" })
})

it("A value that matches may still mean nothing", () => {
  const zone = field({ pattern: /[A-Za-z_/]+/, accepts: isTimeZone })
  expect(readField(zone, "Europe/Madrid")).toEqual({ value: "Europe/Madrid" })
  for (const bad of ["No/Where", "Europe/Madrid\n", "+02:00"])
    expect(readField(zone, bad)).toEqual({ problem: "malformed" })
  expect(settingsIn([zone], { company: "No/Where" })).toEqual({})
})

it("Nothing given is missing, and what is no text is malformed", () => {
  for (const given of [undefined, null, ""]) expect(readField(field(), given)).toEqual({ problem: "missing" })
  for (const given of [1, true, {}, ["a"]]) expect(readField(field(), given)).toEqual({ problem: "malformed" })
})

it("Settings are the declared fields that match, and never a secret", () => {
  const fields = [field(), field({ name: "key", isSecret: true }), field({ name: "region" })]
  expect(settingsIn(fields, { company: "acme", key: "k", region: "no.where", other: "x" })).toEqual({ company: "acme" })
})

it("A field of both methods is one field", () => {
  const oauth2 = { format: "oauth2", authorizePath: "", tokenPath: "", scopes: [], scopeSeparator: " " } as const
  const auth = { api_key: { format: "api_key", fields: [field(), field({ name: "key" })] } } as const
  const both = { ...auth, oauth2: { ...oauth2, authorizeParams: {}, fields: [field()] } }
  expect(authFields(both).map(({ name }) => name)).toEqual(["company", "key"])
  expect(authFields({})).toEqual([])
})
