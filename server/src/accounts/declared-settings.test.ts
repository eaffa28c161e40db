import { createHash } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { type AuthField, isTimeZone } from "@rollcall/connector-kit"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment } from "../db/testing.js"
import { createEgress } from "../egress/index.js"
import type { Accounts, IntegrationFacts } from "./index.js"
import { accountsOn, factsAt } from "./testing.js"

const COMPANY: AuthField = {
  name: "company",
  label: "Company domain",
  placeholder: "acme",
  isSecret: false,
  isRequired: true,
  pattern: /[a-z0-9][a-z0-9-]*/,
  normalise: (given) =>
    given
      .trim()
      .replace(/^https?:\/\//i, "")
      .replace(/[./].*$/s, "")
      .toLowerCase(),
}
const KEY: AuthField = { name: "the_key", label: "Key", isSecret: true, isRequired: true, pattern: /[a-f0-9]{8}/ }
const ZONE: AuthField = {
  name: "zone",
  label: "Time zone",
  placeholder: "Europe/Madrid",
  isSecret: false,
  isRequired: false,
  pattern: /[A-Za-z_/+-]+/,
  accepts: isTimeZone,
}
const SECRET = "5ec2e700"
const HOSTILE = ["user@evil.example", "a b", "a%2fb", "{company}", "ächme", "a\u3002evil", "#", "a\\b", "a:1"]
const REDIRECT = "http://rollcall.test/callback"

/** An HR system with a place for each customer, as `https://{company}.hr.example` would be, and a key of a name of its own. */
const factsWith = (url: string): IntegrationFacts => {
  const { auth, api, ...facts } = factsAt(url)
  const oauth2 = {
    format: "oauth2" as const,
    fields: [COMPANY, ZONE],
    authorizePath: "/authorize.php?request=authorize",
    tokenPath: "/token.php?request=token",
    scopes: [],
    scopeSeparator: "+",
    authorizeParams: {},
    usesPkce: true,
  }
  return {
    ...facts,
    hosts: { production: `${url}/{company}` },
    api: {
      ...api,
      authorize: (one) => ({
        authorization: one.method === "api_key" ? `Key ${one.secrets.the_key}` : `Bearer ${one.accessToken}`,
      }),
    },
    auth: { api_key: { format: "api_key", fields: [COMPANY, ZONE, KEY] }, oauth2 },
  }
}

describeOnBoth("Settings that an HR system declares", (openDb) => {
  const egress = createEgress({ allowPrivateNetwork: true })
  const seen: { line: string; authorization: string | undefined; form: URLSearchParams }[] = []
  let server: Server
  let facts: IntegrationFacts
  let db: Db
  let accounts: Accounts
  let environmentId: string
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = "", headers } = request
    seen.push({
      line: `${method} ${url}`,
      authorization: headers.authorization,
      form: new URLSearchParams(await text(request)),
    })
    const company = url.split("/")[1]
    const tokens = { access_token: `token-${seen.length}`, refresh_token: "r", expires_in: 3_600, id_token: "no.jwt.x" }
    const body = method === "POST" ? tokens : { data: [{ id: company }] }
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body))
  }
  beforeAll(async () => {
    db = (await openDb()).db
    server = createServer((request, response) => void answer(request, response))
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    facts = factsWith(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) // it listens on TCP
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await egress.close()
  })
  beforeEach(async () => {
    accounts = accountsOn(db, { egress, facts })
    environmentId = await insertEnvironment(db)
    await accounts.installed.ensureAll(environmentId)
    seen.length = 0
  })
  const lines = () => seen.map(({ line }) => line)
  const create = (context: Record<string, unknown>) =>
    accounts.admin.create(environmentId, { tenantId: "t", context, authenticationMethod: "api_key" })
  const read = async (id: string) => (await accounts.admin.get(environmentId, id))?.context
  const check = (accountId: string) => accounts.link.check({ environmentId, accountId })

  describe("given through the API", () => {
    it("are kept in the open as the address needs them, the secret sealed, and say where every call goes", async () => {
      const made = await create({ company: " https://Acme.hr.example/home ", the_key: SECRET })
      expect(made.context).toMatchObject({ company: "acme" })
      expect(JSON.stringify(made)).not.toContain(SECRET)
      await check(made.id)
      expect(lines()).toEqual(["GET /acme/api/me"])
      expect(seen[0]?.authorization).toBe(`Key ${SECRET}`)
      expect(await read(made.id)).toMatchObject({ company: "acme", company_id: "acme" })
    })

    it.each<[Record<string, unknown>, string, RegExp]>([
      [{ the_key: SECRET }, "context.company", /is required/],
      [{ company: "acme" }, "context.the_key", /is required/],
      [{ company: 5, the_key: SECRET }, "context.company", /has to match .* as acme does/],
      [{ company: "acme", the_key: `${SECRET}\n` }, "context.the_key", /paste it again/],
      [
        { company: "acme", the_key: SECRET, zone: "No/Where" },
        "context.zone",
        /is not accepted: give one such as Europe.Madrid/,
      ],
      [{ company: "acme", the_key: SECRET, zone: "+02:00" }, "context.zone", /has to match/],
      ...HOSTILE.map((company): [Record<string, unknown>, string, RegExp] => [
        { company, the_key: SECRET },
        "context.company",
        /has to match/,
      ]),
    ])("%j: are refused by name, and nobody is asked", async (context, path, message) => {
      const failed = await create(context).catch((error: unknown) => error)
      expect(failed).toMatchObject({
        code: "request.invalid",
        message: expect.stringMatching(message),
        details: { failures: [{ path }] },
      })
      expect(String(failed)).not.toContain(SECRET)
      expect(lines()).toEqual([])
    })

    it("are tried where they lead before they replace others, and can't be taken away", async () => {
      const { id } = await create({ company: "acme", the_key: SECRET })
      await check(id)
      seen.length = 0
      const patch = (context: Record<string, unknown>) => accounts.admin.update(environmentId, id, { context })
      await expect(patch({ company: "other", the_key: SECRET })).rejects.toMatchObject({
        message: expect.stringMatching(/of other/),
      })
      expect(lines()).toEqual(["GET /other/api/me"])
      await expect(patch({ company: null })).rejects.toMatchObject({
        message: expect.stringMatching(/company: is req/),
      })
      expect(await patch({ company: "ACME" })).toMatchObject({ context: { company: "acme" } })
    })

    it("never lead a credential elsewhere that was given before", async () => {
      const { id } = await create({ company: "acme", the_key: SECRET })
      await check(id)
      seen.length = 0
      const patch = accounts.admin.update(environmentId, id, { context: { company: "other" } })
      await expect(patch).rejects.toMatchObject({
        code: "request.invalid",
        message: expect.stringMatching(/the credential has to come with it/),
      })
      expect(lines()).toEqual([])
      expect(await read(id)).toMatchObject({ company: "acme" })
    })
  })

  describe("typed on the page", () => {
    const token = (context: Record<string, unknown> = {}) =>
      accounts.link.createToken(environmentId, { tenantId: "t", context })
    const connect = async (link: string, typed: Record<string, string>) =>
      accounts.link.connectWithKey(link, { integration: "acme", typed })
    const setOut = async (link: string, typed: Record<string, string>) =>
      accounts.link.startAuthorization(link, {
        integration: "acme",
        typed,
        redirectUri: REDIRECT,
        browser: "b",
        options: {},
      })
    const comeBack = (url: string) => {
      const parameters = new URLSearchParams({ code: "c", state: new URL(url).searchParams.get("state") ?? "" })
      return accounts.link.handleCallback({ parameters, browser: "b", redirectUri: REDIRECT })
    }
    const ways = async (outcome: unknown) => {
      if (typeof outcome !== "object" || outcome === null || !("url" in outcome)) throw new Error("nobody set out")
      return String(outcome.url)
    }

    it("connect with a key, wherever they were pasted from", async () => {
      const made = await connect(await token(), { company: "Acme.hr.example", the_key: ` ${SECRET} `, other: "x" })
      expect(lines()).toEqual(["GET /acme/api/me"])
      expect(made).toMatchObject({ kind: "connecting" })
      expect(made.kind === "connecting" && (await read(made.accountId))).toMatchObject({ company: "acme" })
    })

    it("may be left out where they are optional, and are kept where they are given", async () => {
      const zones = await Promise.all(
        ["", "Europe/Madrid"].map(async (zone) => {
          const made = await connect(await token(), { company: "acme", the_key: SECRET, zone })
          return made.kind === "connecting" && (await read(made.accountId))?.zone
        }),
      )
      expect(zones).toEqual([undefined, "Europe/Madrid"])
    })

    it.each<[Record<string, string>, string, string]>([
      [{ the_key: SECRET }, "company", "missing"],
      [{ company: "acme", the_key: "not one" }, "the_key", "malformed"],
      [{ company: "acme", the_key: SECRET, zone: "No/Where" }, "zone", "malformed"],
      ...HOSTILE.map((company): [Record<string, string>, string, string] => [
        { company, the_key: SECRET },
        "company",
        "malformed",
      ]),
    ])("%j: are not sent anywhere", async (typed, field, problem) => {
      expect(await connect(await token(), typed)).toEqual({ kind: "bad_field", field, problem })
      if (field === "company") expect(await setOut(await token(), typed)).toEqual({ kind: "bad_field", field, problem })
      expect(lines()).toEqual([])
    })

    it("lead to the customer's own consent page and back, with a code that is bound to us", async () => {
      const link = await token()
      const url = await ways(await setOut(link, { company: "https://acme.hr.example" }))
      const { pathname, searchParams } = new URL(url)
      expect([pathname, searchParams.get("request")]).toEqual(["/acme/authorize.php", "authorize"])
      expect(await comeBack(url)).toMatchObject({ outcome: { kind: "connecting" } })
      expect(lines()).toEqual(["POST /acme/token.php?request=token", "GET /acme/api/me"])
      const verifier = seen[0]?.form.get("code_verifier") ?? ""
      expect(searchParams.get("code_challenge")).toBe(createHash("sha256").update(verifier).digest("base64url"))
      const { rows } = await accounts.admin.page(environmentId, { limit: 1, filters: {} })
      expect(rows[0]).toMatchObject({ context: { company: "acme" }, authentication_method: "oauth2" })
      await accounts.refreshNow(environmentId, rows[0]?.id ?? "")
      expect(lines().at(-1)).toBe("POST /acme/token.php?request=token")
    })

    it("are not what the caller has said already", async () => {
      const link = await token({ company: "theirs" })
      const look = await accounts.link.state(link)
      const names = [{ name: "zone" }, { name: "the_key" }]
      expect(look?.offers[0]?.asked).toMatchObject({ oauth2: [{ name: "zone" }], api_key: names })
      await connect(link, { company: "acme", the_key: SECRET })
      const url = await ways(await setOut(await token({ company: "theirs" }), { company: "acme" }))
      await comeBack(url)
      expect(lines()).toEqual(["GET /theirs/api/me", "POST /theirs/token.php?request=token", "GET /theirs/api/me"])
    })

    it.each(["", null])("are asked for where the caller has given %j, and what is typed counts", async (nothing) => {
      const link = await token({ company: nothing, the_key: nothing })
      const asked = (await accounts.link.state(link))?.offers[0]?.asked.api_key.map(({ name }) => name)
      expect(asked).toEqual(["company", "zone", "the_key"])
      const made = await connect(link, { company: "acme", the_key: SECRET })
      expect(made).toMatchObject({ kind: "connecting" })
      expect(made.kind === "connecting" && (await read(made.accountId))).toMatchObject({ company: "acme" })
    })

    it("given for one HR system are asked for at another that could not have them, and right for none are refused", async () => {
      const other: IntegrationFacts = {
        ...facts,
        id: "other",
        name: "Other",
        hosts: { production: "http://127.0.0.1:1" },
      }
      const [company] = [{ ...COMPANY, pattern: /[0-9]+/, normalise: (text: string) => text }]
      const auth = { api_key: { format: "api_key" as const, fields: [company, KEY] } }
      const both = accountsOn(db, { egress, facts, others: [{ ...other, auth }] })
      await both.installed.install(environmentId, "other")
      const ask = (context: Record<string, unknown>) => both.link.createToken(environmentId, { tenantId: "t", context })
      const asked = (await both.link.state(await ask({ company: "Acme" })))?.offers.map(({ id, asked: fields }) => [
        id,
        fields.api_key.map(({ name }) => name),
      ])
      expect(asked).toEqual([
        ["acme", ["zone", "the_key"]],
        ["other", ["company", "the_key"]],
      ])
      await expect(ask({ company: "a b" })).rejects.toMatchObject({ code: "request.invalid" })
      await both.link.connectWithKey(await ask({ company: "Acme" }), {
        integration: "acme",
        typed: { the_key: SECRET },
      })
      expect(lines()).toEqual(["GET /acme/api/me"])
    })

    it("are known when an account is connected again", async () => {
      const { id } = await create({ company: "acme", the_key: SECRET })
      const link = await accounts.link.createToken(environmentId, { integratedAccountId: id })
      expect((await accounts.link.state(link))?.account?.settings).toEqual({ company: "acme" })
    })
  })
})
