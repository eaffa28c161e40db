import { describe, expect, it } from "vitest"
import type { LinkedAccount, Look } from "../../accounts/index.js"
import { viewOf } from "./view.js"
import type { Visit } from "./visit.js"

const NOW = 1_000_000_000
const visitOf = (query = ""): Visit => ({
  query: new URLSearchParams(query),
  linkToken: "t",
  address: "",
  mode: "window",
  origin: "http://rollcall.test",
  cookies: new Map(),
  languages: [],
  isFromElsewhere: false,
})
const offer = (id: string, given: object = {}) => ({
  id,
  name: id.toUpperCase(),
  methods: ["oauth2", "api_key"],
  auth: {},
  isListed: true,
  dataKinds: [],
  ...given,
})
const account = (given: object) => ({ id: "acc", integration: "a", status: "active", lastError: null, ...given })
const run = (finished_at: string | null, steps: object[] = []) => ({
  id: "run",
  company: { name: "Acme" },
  finished_at,
  steps,
})
const lookOf = (given: object = {}) =>
  ({
    state: "open",
    settings: { locale: null },
    isReconnect: false,
    offers: [offer("a")],
    account: undefined,
    existing: undefined,
    notice: null,
    usedAtMs: null,
    nowMs: NOW,
    ...given,
  }) as unknown as Look & { nowMs: number; account: LinkedAccount } // what a page reads of a token

describe("a page that can do nothing more", () => {
  it.each([
    [undefined, "invalid", "invalid_token"],
    [lookOf({ state: "expired" }), "expired", "invalid_token"],
    [lookOf({ state: "used", usedAtMs: NOW - 11 * 60_000, account: account({}) }), "used", "invalid_token"],
    [lookOf({ offers: [] }), "nothing_offered", "invalid_integration"],
    [lookOf({ offers: [offer("a", { methods: [] })] }), "nothing_offered", "invalid_integration"],
  ])("%#: says which and why", (look, state, error_type) => {
    expect(viewOf(visitOf(), look)).toMatchObject({ state, told: { result: "error", error_type } })
  })
})

describe("a connection that is there", () => {
  it("was made a moment ago: success is shown", () => {
    const look = lookOf({ state: "used", usedAtMs: NOW - 60_000, account: account({}) })
    expect(viewOf(visitOf(), look)).toMatchObject({
      state: "success",
      told: { result: "success", integration: "a", integrated_account_id: "acc" },
    })
  })

  it("is being checked, and is then good or not", () => {
    const view = (status: string, checked: object, query = "") =>
      viewOf(visitOf(query), lookOf({ account: account({ status, run: checked }) }))
    expect(view("validating", run(null))).toMatchObject({ state: "checking", companyName: "Acme" })
    expect(view("active", run("now"))).toMatchObject({ state: "success" })
    const failed = run("now", [{ is_required: true, status: "failed" }])
    expect(view("validation_error", failed)).toMatchObject({
      state: "failed",
      isDown: true,
      steps: [{ isRequired: true, status: "failed" }],
      told: { error_type: "validation_error", error: "The connection can't be used." },
    })
    expect(view("post_install_error", run("now"))).toMatchObject({
      isDown: false,
      told: { error_type: "post_install_error" },
    })
    expect(view("validation_error", failed, "anew=run")).toMatchObject({ state: "connect" })
  })
})

describe("no connection yet", () => {
  const both = lookOf({ offers: [offer("a"), offer("b"), offer("hidden", { isListed: false })] })

  it("lets choose among several that are listed and wanted", () => {
    expect(viewOf(visitOf(), both)).toMatchObject({ state: "picker", offers: [{ id: "a" }, { id: "b" }] })
    expect(viewOf(visitOf("integrations=b,"), both)).toMatchObject({ state: "connect", integration: { id: "b" } })
    expect(viewOf(visitOf("integration=hidden"), both)).toMatchObject({
      integration: { id: "hidden" },
      canGoBack: true,
    })
    expect(viewOf(visitOf("integration=hidden&no_back=true"), both)).toMatchObject({ canGoBack: false })
    expect(viewOf(visitOf("integration=nope"), both)).toMatchObject({ state: "nothing_offered" })
  })

  it("offers the one that the tenant has, until another is asked for", () => {
    const look = lookOf({ existing: { integration: "a", companyName: "Acme" } })
    expect(viewOf(visitOf(), look)).toMatchObject({ state: "existing", companyName: "Acme" })
    expect(viewOf(visitOf("another=true"), look)).toMatchObject({ state: "connect" })
  })

  it("takes the method that is wished and there, and says what went wrong", () => {
    expect(viewOf(visitOf(), lookOf())).toMatchObject({ method: "oauth2", problem: null, notice: null })
    expect(viewOf(visitOf("method=api_key"), lookOf())).toMatchObject({ method: "api_key" })
    expect(viewOf(visitOf("method=telepathy"), lookOf())).toMatchObject({ method: "oauth2" })
    const unknown = viewOf(visitOf(), lookOf(), { kind: "unknown_integration" })
    expect(unknown).toMatchObject({ notice: { kind: "closed" } })
  })

  it("names the key's field in the language of the visit", () => {
    const fields = [{ name: "key", label: "Key", translations: { es: { label: "Clave" } } }]
    const look = lookOf({ offers: [offer("a", { auth: { api_key: { fields } } })] })
    expect(viewOf(visitOf(), look)).toMatchObject({ keyField: { name: "key", label: "Key", helpText: null } })
    expect(viewOf({ ...visitOf(), languages: ["es-ES"] }, look)).toMatchObject({ keyField: { label: "Clave" } })
  })
})
