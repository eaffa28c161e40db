import { startSandbox } from "@rollcall/sandbox-factorial"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { newLinkToken, pageUrl, signIn } from "./linking.js"
import { type Rollcall, startRollcall } from "./rollcall.js"

/** Another company lives at Factorial's demo host. */
describe("A connection knows its place", () => {
  let demo: Awaited<ReturnType<typeof startSandbox>>
  let rollcall: Rollcall
  const errors: object[] = []
  beforeAll(async () => {
    demo = await startSandbox({ size: 4, seed: "demo", firstId: "5000000", apiKeys: ["demo-key"] })
    rollcall = await startRollcall({
      env: { FACTORIAL_DEMO_BASE_URL: demo.url },
      log: { info() {}, error: (fields) => void errors.push(fields) },
    })
  })
  afterAll(async () => {
    await rollcall?.close()
    await demo?.close()
  })

  const importKey = async (api_key: string, context: object = {}): Promise<string> => {
    const body = {
      tenant_id: "place",
      integration: "factorial",
      authentication_method: "api_key",
      context: { api_key, ...QUIET, ...context },
    }
    return (await rollcall.call("/integrated-account", { method: "POST", body })).body.id
  }
  const account = async (id: string) => (await rollcall.call(`/integrated-account/${id}`)).body
  const sendKey = async (token: string, key: string) => {
    const url = pageUrl(rollcall, token, { integration: "factorial", method: "api_key" })
    const answer = await fetch(url, { method: "POST", body: `api_key=${key}`, redirect: "manual" })
    return { status: answer.status, text: await answer.text() }
  }
  const page = async (token: string, query: Record<string, string> = {}, language = "en") =>
    (await fetch(pageUrl(rollcall, token, query), { headers: { "accept-language": language } })).text()
  const isActive = (id: string) =>
    expect.poll(async () => (await account(id)).status, { timeout: 60_000 }).toBe("active")
  const patchInstalled = async (body: object) => {
    const { result } = (await rollcall.call("/environment-integration")).body
    const { id } = result.find((row: { integration_id: string }) => row.integration_id === "factorial")
    return rollcall.call(`/environment-integration/${id}`, { method: "PATCH", body })
  }

  it("a reconnect goes to the host where the account is", async () => {
    const id = await importKey("old-key", { host: "demo", company_id: Number(demo.running.company.id) })
    const token = await newLinkToken(rollcall, { integrated_account_id: id, tenant_id: "place" })
    expect((await sendKey(token, "sandbox-api-key")).text).toContain("does not accept this credential")
    expect((await sendKey(token, "demo-key")).status).toBe(303)
    await isActive(id)
    expect((await account(id)).context).toMatchObject({ host: "demo", company_id: demo.running.company.id })
    expect((await rollcall.call(`/unified/hris/employees?integrated_account_id=${id}`)).body.result).toHaveLength(4)
  })

  it("a link token may say the host, and names no other account's tenant", async () => {
    const wrong = { tenant_id: "t", context: { host: "nowhere" } }
    expect((await rollcall.call("/link-token", { method: "POST", body: wrong })).status).toBe(400)
    const foreign = { tenant_id: "somebody else", integrated_account_id: rollcall.accountId }
    expect((await rollcall.call("/link-token", { method: "POST", body: foreign })).status).toBe(400)
    const token = await newLinkToken(rollcall, { tenant_id: "said", context: { host: "demo", ...QUIET } })
    expect((await sendKey(token, "demo-key")).status).toBe(303)
    const [made] = (await rollcall.call("/integrated-account?tenant_id=said")).body.result
    await isActive(made.id)
  })

  it("an account that was imported without a company is still not connected to another one", async () => {
    const id = await importKey("sandbox-api-key")
    await isActive(id)
    const token = await newLinkToken(rollcall, { integrated_account_id: id, context: { host: "demo" } })
    const refused = await sendKey(token, "demo-key")
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`this connection is for ${rollcall.sandbox.running.company.legalName}`)
    expect((await account(id)).status).toBe("active")
  })

  it("an integration that is not in the catalogue is not offered, but can be named and reconnected", async () => {
    expect((await patchInstalled({ show_in_catalog: false })).status).toBe(200)
    expect(await page(await newLinkToken(rollcall))).toContain("Nothing to connect")
    expect(await page(await newLinkToken(rollcall), { integration: "factorial" })).toContain("Connect Factorial")
    const reconnect = await newLinkToken(rollcall, { integrated_account_id: rollcall.accountId })
    expect(await page(reconnect)).toContain("Reconnect Factorial")
    await patchInstalled({ show_in_catalog: true })
  })

  it("the page speaks one language, also where it tells how to find the key", async () => {
    await rollcall.call(`/environment/${rollcall.app.environmentId}`, {
      method: "PATCH",
      body: { link: { locale: "es" } },
    })
    const text = await page(await newLinkToken(rollcall), { auth_format: "api_key" }, "fr-FR,fr;q=0.9")
    expect(text).toContain('<html lang="es">')
    expect(text).toContain("La crea un administrador en Factorial")
    expect(text).not.toContain("An administrator makes it")
    expect(await page("nothing", {}, "en")).not.toContain("Go back to Rollcall")
  })

  it("what the caller says of oauth is added to the tokens, not put in their place", async () => {
    const token = await newLinkToken(rollcall, {
      tenant_id: "merged",
      context: { oauth: { token: { created_at: 5 } }, ...QUIET },
    })
    await signIn(rollcall, token)
    const [made] = (await rollcall.call("/integrated-account?tenant_id=merged")).body.result
    await isActive(made.id)
    expect((await account(made.id)).context.oauth).toMatchObject({
      token: { created_at: 5, expires_at: expect.any(String) },
    })
  })

  it("an OAuth client that Factorial refuses is the product's to mend: the page says so, and so does the log", async () => {
    const override = { credentials: { oauth2: { client: { id: "sandbox-client", secret: "wrong-secret" } } } }
    expect((await patchInstalled({ override })).status).toBe(200)
    const { page } = await signIn(rollcall, await newLinkToken(rollcall, { tenant_id: "misconfigured" }))
    expect(page).toContain("avisa a su soporte")
    expect(errors).toContainEqual(expect.objectContaining({ reason: expect.stringContaining("invalid_client") }))
    expect(JSON.stringify(errors)).not.toContain("wrong-secret")
    await patchInstalled({ override: {} })
  })
})

const QUIET = { sync: { enabled: false } }
