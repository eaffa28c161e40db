import { describe, expect, it } from "vitest"
import { fillAddress, namesIn } from "../address.js"
import { type AuthField, authFields, readField } from "../auth.js"
import type { Connector } from "../connector.js"

/** Names that every account's context has. */
const TAKEN = ["host", "sync", "custom", "oauth", "environment_variables"]

/** What nobody may get into an address or a header with. */
const HOSTILE = [
  "evil.example",
  "evil.example/",
  "evil.example#",
  "evil.example?",
  "evil.example:443/",
  "https://evil.example#",
  "user@evil.example",
  "a@b",
  "a/b",
  "a\\b",
  "../b",
  "..",
  "a b",
  "a\nb",
  "a\r\nx-header: y",
  "\u0000",
  "a%2eb",
  "a%00",
  "a\u3002b",
  "a\uff0eb",
  "\u00e4",
  "\u202ea",
  "-a",
  "a-",
  "x".repeat(10_000),
]

export function describeAuth(connector: Connector): void {
  const { auth, api } = connector
  const fields = authFields(auth)
  const typed = fields.flatMap((field) => HOSTILE.map((given) => ({ field, given, read: readField(field, given) })))
  const accepted = typed.flatMap(({ field, given, read }) => ("value" in read ? [{ field, given, ...read }] : []))
  describe("authorisation", () => {
    it("asks for fields by names of their own, which mean the same in each method", () => {
      const names = fields.map(({ name }) => name)
      expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name) || TAKEN.includes(name))).toEqual([])
      const all: readonly AuthField[] = [...(auth.api_key?.fields ?? []), ...(auth.oauth2?.fields ?? [])]
      const kinds = new Set(all.map(({ name, isSecret, pattern }) => `${name} ${isSecret} ${pattern}`))
      expect(kinds.size).toBe(names.length)
    })
    it("asks for no secret on the way to the consent page, and for one where there is a key", () => {
      expect((auth.oauth2?.fields ?? []).filter(({ isSecret }) => isSecret)).toEqual([])
      if (auth.api_key)
        expect(auth.api_key.fields.some(({ isSecret, isRequired }) => isSecret && isRequired)).toBe(true)
    })
    it("takes no setting that could end the part of an address in which it stands", () => {
      const settings = accepted.filter(({ field }) => !field.isSecret)
      const unfit = settings.filter(({ value }) => fillAddress("https://{a}.b", { a: value }) === undefined)
      expect(unfit.map(({ field, value }) => `the pattern of ${field.name} lets ${shown(value)} through`)).toEqual([])
    })
    it("keeps credentials in headers, which hold nothing that a header can't", () => {
      const secrets = fields.filter(({ isSecret }) => isSecret).map(({ name }) => name)
      const headersWith = (value: string) =>
        api.authorize({ method: "api_key", secrets: Object.fromEntries(secrets.map((name) => [name, value])) })
      if (auth.api_key) expect(Object.values(headersWith("sentinel")).some(holdsSentinel)).toBe(true)
      const written = accepted
        .filter(({ field }) => field.isSecret)
        .flatMap(({ value }) => Object.values(headersWith(value)))
      expect(written.filter((value) => !/^[\x20-\x7e]+$/.test(value))).toEqual([])
      if (auth.oauth2)
        expect(api.authorize({ method: "oauth2", accessToken: "sentinel" })).toMatchObject({
          authorization: "Bearer sentinel",
        })
    })
    it("goes to hosts whose domain is fixed, by settings that everybody has given", () => {
      const methods = Object.values(auth).map((one) => one.fields ?? [])
      for (const [name, template] of Object.entries(api.hosts)) {
        const { protocol, hostname, username, search, hash } = new URL(template)
        expect([protocol, username, search, hash, template.endsWith("/")], name).toEqual(["https:", "", "", "", false])
        expect(hostname.split(".").slice(-2).join("."), name).toMatch(/^[a-z0-9-]+\.[a-z]+$/)
        for (const asked of methods) {
          const given = asked.filter(({ isRequired, isSecret }) => isRequired && !isSecret).map((field) => field.name)
          expect(given, name).toEqual(expect.arrayContaining(namesIn(template)))
        }
      }
    })
    it("has paths of OAuth that begin with a slash", () => {
      const { authorizePath, tokenPath, revokePath = "/" } = auth.oauth2 ?? { authorizePath: "/", tokenPath: "/" }
      for (const path of [authorizePath, tokenPath, revokePath]) expect(path).toMatch(/^\/[^/\\#\s]*(\/[^\\#\s]*)?$/)
    })
  })
}

const shown = (value: string): string =>
  JSON.stringify(value.length > 30 ? `${value.slice(0, 5)}... (${value.length} characters)` : value)

/** In clear, or in base64 as Basic has it. */
const holdsSentinel = (header: string): boolean =>
  [header, ...header.split(" ").map((part) => Buffer.from(part, "base64").toString("utf8"))].some((text) =>
    text.includes("sentinel"),
  )
