import { describe, expect, test } from "vitest"
import { linkSettings } from "./platform-rows.js"

const parse = (settings: object) => linkSettings.partial().safeParse(settings)

describe("settings of the link page", () => {
  test.each([
    "null",
    "",
    "*",
    "https://",
    "https://a.example/",
    "https://a.example;script-src",
    "javascript:alert(1)",
    "https://*.example",
  ])("an allowed origin of %j is refused and not an error of ours", (origin) => {
    expect(parse({ allowed_origins: [origin] }).success).toBe(false)
  })

  test.each(["https://a.example", "http://localhost:8080", "https://[::1]:8443", "https://xn--bcher-kva.example"])(
    "an allowed origin of %s is taken",
    (origin) => {
      expect(parse({ allowed_origins: [origin] }).success).toBe(true)
    },
  )

  test.each([
    "https://a.example;script-src/logo.png",
    "https://a.example,b.example/logo.png",
    "data:image/png;base64,AA",
  ])("a logo at %s is refused: its host would be read as another directive", (logo_url) => {
    expect(parse({ logo_url }).success).toBe(false)
  })

  test("a ; in a path is no part of a policy", () => {
    expect(parse({ logo_url: "https://a.example/logo;v=1.png" }).success).toBe(true)
    expect(parse({ redirect_uris: ["https://a.example/done;x*"] }).success).toBe(true)
    expect(parse({ redirect_uris: ["https://a.example;x/*"] }).success).toBe(false)
  })
})
