import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { contrast, readableOn } from "./colour.js"
import { linkAssets, renderLinkPage } from "./index.js"
import type { DeadState, Frame, View } from "./view.js"

const frame = (changes: Partial<Frame> = {}): Frame => ({
  language: "en",
  brand: { name: "Rota & Co", logoUrl: null, accentColor: "#ffcc00" },
  mode: "window",
  base: "",
  nonce: "abc",
  messageOrigins: [],
  redirectUri: null,
  carried: { link_token: "t" },
  ...changes,
})

const DEAD: readonly DeadState[] = [
  "invalid",
  "expired",
  "used",
  "revoked",
  "locked",
  "forged",
  "foreign",
  "no_form",
  "broken",
  "nothing_offered",
]

describe("The link page", () => {
  it("has every state in every language, with one heading", () => {
    const step = { name: "employees", label: "Employees", permission: "employees", isRequired: true, message: null }
    const plain = (["running", "ok", "missing", "failed"] as const).map((status) => ({
      ...step,
      status,
      mayBeWrong: null,
    }))
    const lost = [{ ...step, status: "failed" as const, mayBeWrong: "Company domain" }]
    const integration = { id: "factorial", name: "Factorial" }
    const message = { is_truto: true, result: "success", integration: "factorial", integrated_account_id: "a" } as const
    const field = {
      name: "api_key",
      label: "API key",
      placeholder: null,
      helpText: "There.",
      isSecret: true,
      isRequired: true,
      pattern: "\\S+",
      malformed: null,
      value: "",
      problem: "missing" as const,
    }
    const connect = {
      state: "connect",
      integration,
      shared: ["Employees", "Other"],
      fields: [field],
      helpLink: "https://help.example",
      canGoBack: true,
    } as const
    const views: View[] = [
      ...DEAD.map((state): View => ({ state, message: null })),
      { state: "picker", offers: [integration, { id: "other", name: "Other" }] },
      { state: "existing", integration, companyName: null },
      {
        ...connect,
        isReconnect: false,
        companyName: null,
        methods: ["oauth2", "api_key"],
        method: "oauth2",
        notice: { kind: "wrong_company", expected: "A", got: "B" },
      },
      {
        ...connect,
        isReconnect: true,
        companyName: "A",
        methods: ["api_key"],
        method: "api_key",
        notice: { kind: "oauth_error", error: "x" },
      },
      { state: "checking", integration, companyName: null, steps: plain },
      { state: "failed", integration, companyName: null, steps: plain, runId: "run", isDown: true, message },
      { state: "failed", integration, companyName: null, steps: lost, runId: "run", isDown: false, message },
      { state: "success", integration, companyName: "A", steps: plain, message },
    ]
    for (const language of ["en", "es"] as const) {
      for (const view of views) {
        const text = renderLinkPage(frame({ language }), view)
        expect(text.match(/<h1 /g), view.state).toHaveLength(1)
        expect(text).toContain(`<html lang="${language}">`)
        expect(text).not.toMatch(/undefined|\[object|NaN/)
        expect(text).not.toMatch(/ on\w+=| style="/)
      }
    }
  })

  it("says once that there is nothing at an address, and that nothing was right there", () => {
    const step = { label: null, permission: null, isRequired: true, message: null }
    const lost = { ...step, status: "failed", mayBeWrong: "Company domain" } as const
    const text = renderLinkPage(frame(), {
      ...{ state: "failed", integration: { id: "acme", name: "Acme" }, companyName: null, runId: "run" },
      steps: [
        { ...step, name: "credential", status: "ok", mayBeWrong: null },
        { ...lost, name: "a" },
        { ...lost, name: "b" },
      ],
      isDown: false,
      message: { is_truto: true, result: "error", error: "x", error_type: "validation_error" },
    })
    expect(text.match(/nothing at this address/g)).toHaveLength(1)
    expect(text).not.toContain('class="steps"')
  })

  it("asks for settings before the consent page: as a form, and without a script a link once they are right", () => {
    const company = { name: "company", label: "Company", isSecret: false, isRequired: true, pattern: "[a-z]+" }
    const draw = (value: string, problem: "missing" | "malformed" | null) => {
      const words = { placeholder: null, helpText: null, malformed: "Not a company." }
      const view = { state: "connect", integration: { id: "acme", name: "Acme" }, companyName: null } as const
      const rest = { methods: ["oauth2"], method: "oauth2", shared: [], helpLink: null, notice: null } as const
      const fields = [{ ...company, ...words, value, problem }]
      const carried = { link_token: "t", "setting.company": value }
      return renderLinkPage(frame({ carried }), { ...view, ...rest, fields, isReconnect: false, canGoBack: false })
    }
    const ready = draw("acme", null)
    expect(ready).toContain('<form method="get" action="/connect-account"')
    expect(ready).toContain('name="setting.company" type="text" value="acme"')
    expect(ready.match(/name="setting.company"/g), "what was typed before is not sent beside it").toHaveLength(1)
    expect(ready).toMatch(/<noscript><p><a class="button main" href="[^"]*setting.company=acme/)
    const wrong = draw("a.b", "malformed")
    expect(wrong).toContain('role="alert">Not a company.</p>')
    expect(wrong).not.toContain("<noscript><p><a")
    expect(draw("", null)).not.toContain("<noscript><p><a")
  })

  it("escapes whatever it is given", () => {
    const evil = fc.constantFrom(
      `"><script>alert(1)</script>`,
      "'><img src=x onerror=alert(1)>",
      "</title><b>",
      "&lt;b&gt;",
    )
    fc.assert(
      fc.property(evil, evil, (name, other) => {
        const text = renderLinkPage(
          frame({
            brand: { name, logoUrl: null, accentColor: name },
            carried: { link_token: other },
            redirectUri: other,
          }),
          { state: "existing", integration: { id: other, name }, companyName: other },
        )
        expect(text).not.toMatch(/<script>|<img|<b>|<\/title><b>/)
        expect(text.match(/<style/g)).toBeNull()
      }),
    )
  })

  it("writes on every accent colour so that it can be read", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const colour = `#${value.toString(16).padStart(6, "0")}`
        expect(contrast(colour, readableOn(colour))).toBeGreaterThan(4.5)
      }),
    )
  })

  it("has a script of less than 30 KB, gzipped many times less", () => {
    expect(linkAssets["link.js"]?.body.length).toBeLessThan(30_000)
    expect(linkAssets["link.css"]?.body.length).toBeLessThan(30_000)
  })
})
