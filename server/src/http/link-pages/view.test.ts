import { describe, expect, it } from "vitest"
import type { LinkedAccount, LinkState } from "../../accounts/index.js"
import type { PageRequest } from "./page-request.js"
import { viewOf } from "./view.js"

const NOW = 1_000_000_000
const requestOf = (query = ""): PageRequest => ({
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
  asked: { oauth2: [], api_key: [] },
  documentationLinks: {},
  isListed: true,
  data: [],
  ...given,
})
const account = (given: object) => ({
  id: "acc",
  integration: "a",
  status: "active",
  lastError: null,
  settings: {},
  ...given,
})
const run = (finished_at: string | null, steps: object[] = []) => ({
  id: "run",
  company: { name: "Acme" },
  finished_at,
  steps,
})
const stateOf = (given: object = {}) =>
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
  }) as unknown as LinkState & { nowMs: number; account: LinkedAccount } // what a page reads of a token

describe("a page that can do nothing more", () => {
  it.each([
    [undefined, "invalid", "invalid_token"],
    [stateOf({ state: "expired" }), "expired", "invalid_token"],
    [stateOf({ state: "used", usedAtMs: NOW - 11 * 60_000, account: account({}) }), "used", "invalid_token"],
    [stateOf({ offers: [] }), "nothing_offered", "invalid_integration"],
    [stateOf({ offers: [offer("a", { methods: [] })] }), "nothing_offered", "invalid_integration"],
  ])("%#: says which and why", (linkState, state, error_type) => {
    expect(viewOf(requestOf(), linkState)).toMatchObject({ state, message: { result: "error", error_type } })
  })
})

describe("a connection that is there", () => {
  it("was made a moment ago: success is shown", () => {
    const linkState = stateOf({ state: "used", usedAtMs: NOW - 60_000, account: account({}) })
    expect(viewOf(requestOf(), linkState)).toMatchObject({
      state: "success",
      message: { result: "success", integration: "a", integrated_account_id: "acc" },
    })
  })

  it("is being checked, and is then good or not", () => {
    const view = (status: string, checked: object, query = "") =>
      viewOf(requestOf(query), stateOf({ account: account({ status, run: checked }) }))
    expect(view("validating", run(null))).toMatchObject({ state: "checking", companyName: "Acme" })
    expect(view("active", run("now"))).toMatchObject({ state: "success" })
    const failed = run("now", [{ is_required: true, status: "failed" }])
    expect(view("validation_error", failed)).toMatchObject({
      state: "failed",
      isDown: true,
      steps: [{ isRequired: true, status: "failed" }],
      message: { error_type: "validation_error", error: "The connection can't be used." },
    })
    expect(view("post_install_error", run("now"))).toMatchObject({
      isDown: false,
      message: { error_type: "post_install_error" },
    })
    expect(view("validation_error", failed, "anew=run")).toMatchObject({ state: "connect" })
    const nowhere = run("now", [{ is_required: true, status: "failed", setting: "company" }])
    expect(view("validation_error", nowhere)).toMatchObject({ isDown: false, steps: [{ mayBeWrong: null }] })
    const company = { name: "company", label: "Company", translations: { es: { label: "Empresa" } } }
    const asking = stateOf({
      offers: [offer("a", { asked: { api_key: [company], oauth2: [] } })],
      account: account({ status: "validation_error", run: nowhere }),
    })
    expect(viewOf(requestOf(), asking)).toMatchObject({ state: "failed", steps: [{ mayBeWrong: "Company" }] })
  })
})

it("names kinds of data in the language of the visit, and those that it has no words for as they are", () => {
  const data = [
    { data: "people", label: "People", translations: { es: { label: "Personas" } } },
    { data: "teams", label: "Teams" },
  ]
  const steps = ["credential", "people", "teams", "gone"].map((name) => ({ name, status: "ok", is_required: false }))
  const there = stateOf({ offers: [offer("a", { data })], account: account({ run: run(null, steps) }) })
  const view = (languages: string[], seen = there) => viewOf({ ...requestOf(), languages }, seen)
  expect(view(["es"])).toMatchObject({
    steps: [{ label: null }, { label: "Personas" }, { label: "Teams" }, { label: null, name: "gone" }],
  })
  expect(view([], stateOf({ offers: [offer("a", { data })] }))).toMatchObject({ shared: ["People", "Teams"] })
})

describe("no connection yet", () => {
  const both = stateOf({ offers: [offer("a"), offer("b"), offer("hidden", { isListed: false })] })

  it("lets choose among several that are listed and wanted", () => {
    expect(viewOf(requestOf(), both)).toMatchObject({ state: "picker", offers: [{ id: "a" }, { id: "b" }] })
    expect(viewOf(requestOf("integrations=b,"), both)).toMatchObject({ state: "connect", integration: { id: "b" } })
    expect(viewOf(requestOf("integration=hidden"), both)).toMatchObject({
      integration: { id: "hidden" },
      canGoBack: true,
    })
    expect(viewOf(requestOf("integration=hidden&no_back=true"), both)).toMatchObject({ canGoBack: false })
    expect(viewOf(requestOf("integration=nope"), both)).toMatchObject({ state: "nothing_offered" })
  })

  it("offers the one that the tenant has, until another is asked for", () => {
    const linkState = stateOf({ existing: { integration: "a", companyName: "Acme" } })
    expect(viewOf(requestOf(), linkState)).toMatchObject({ state: "existing", companyName: "Acme" })
    expect(viewOf(requestOf("another=true"), linkState)).toMatchObject({ state: "connect" })
  })

  it("takes the method that is wished and there, and says what went wrong", () => {
    expect(viewOf(requestOf(), stateOf())).toMatchObject({ method: "oauth2", fields: [], notice: null })
    expect(viewOf(requestOf("method=api_key"), stateOf())).toMatchObject({ method: "api_key" })
    expect(viewOf(requestOf("method=telepathy"), stateOf())).toMatchObject({ method: "oauth2" })
    const unknown = viewOf(requestOf(), stateOf(), { outcome: { kind: "unknown_integration" }, typed: {} })
    expect(unknown).toMatchObject({ notice: { kind: "closed" } })
  })

  const key = { name: "key", label: "Key", isSecret: true, isRequired: true, pattern: /\S+/ }
  const company = { name: "company", label: "Company", isSecret: false, isRequired: true, pattern: /[a-z]+/ }
  const asking = (given: object = {}) =>
    stateOf({ offers: [offer("a", { asked: { oauth2: [company], api_key: [company, key] } })], ...given })

  it("names fields in the language of the pageRequest", () => {
    const translated = { ...key, translations: { es: { label: "Clave" } } }
    const linkState = stateOf({ offers: [offer("a", { asked: { oauth2: [], api_key: [translated] } })] })
    const labels = (languages: string[]) => viewOf({ ...requestOf("method=api_key"), languages }, linkState)
    expect(labels([])).toMatchObject({ fields: [{ name: "key", label: "Key", helpText: null }] })
    expect(labels(["es-ES"])).toMatchObject({ fields: [{ label: "Clave" }] })
  })

  it("asks what the method asks for, with what was typed and what is wrong with it, and never shows a secret", () => {
    const view = (typed: Record<string, string>) =>
      viewOf(requestOf("method=api_key"), asking(), { outcome: { kind: "refused" }, typed })
    expect(viewOf(requestOf("method=api_key"), asking())).toMatchObject({
      fields: [
        { name: "company", isSecret: false, value: "", problem: null },
        { name: "key", isSecret: true, value: "", problem: null },
      ],
    })
    expect(view({ company: "acme.x", key: "s3ntinel" })).toMatchObject({
      notice: { kind: "refused" },
      fields: [
        { value: "acme.x", problem: "malformed" },
        { value: "", problem: null },
      ],
    })
    expect(JSON.stringify(view({ company: "acme", key: "s3ntinel" }))).not.toContain("s3ntinel")
    expect(view({ key: "k" })).toMatchObject({ fields: [{ problem: "missing" }, { problem: null }] })
  })

  it("asks for settings before the consent page, and knows those of the account", () => {
    expect(viewOf(requestOf("setting.company=acme"), asking())).toMatchObject({
      method: "oauth2",
      fields: [{ name: "company", value: "acme", problem: null }],
    })
    expect(viewOf(requestOf("setting.company=a.b&setting.Other=x"), asking())).toMatchObject({
      fields: [{ value: "a.b", problem: "malformed" }],
    })
    const known = asking({ account: account({ settings: { company: "acme" } }), isReconnect: true })
    expect(viewOf(requestOf(), known)).toMatchObject({ fields: [{ value: "acme", problem: null }] })
  })
})
