import type { Frame } from "@rollcall/web-link"
import { expect, test } from "vitest"
import { headersOf } from "./page-request.js"

const frame = (messageOrigins: readonly string[], logoUrl: string | null): Frame => ({
  language: "en",
  brand: { name: null, logoUrl, accentColor: null },
  mode: "iframe",
  base: "",
  nonce: "n",
  messageOrigins,
  redirectUri: null,
  carried: {},
})
const policyOf = (messageOrigins: readonly string[], logoUrl: string | null) =>
  Object.fromEntries(
    (headersOf(frame(messageOrigins, logoUrl), true)["content-security-policy"] ?? "").split("; ").map((one) => {
      const [name = "", ...values] = one.split(" ")
      return [name, values.join(" ")]
    }),
  )

test("the policy names the environment's origins", () => {
  expect(policyOf(["https://a.example", "http://localhost:3000"], "https://cdn.example/a;b.png")).toMatchObject({
    "img-src": "'self' https://cdn.example",
    "frame-ancestors": "https://a.example http://localhost:3000",
  })
})

test("a stored address that would write a directive of its own is left out, and frames nobody", () => {
  const policy = policyOf(["https://a.example;script-src", "null"], "https://a.example;script-src/logo.png")
  expect(policy).toMatchObject({ "img-src": "'self'", "frame-ancestors": "'none'", "script-src": "'self'" })
})
