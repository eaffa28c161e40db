import { expect, it } from "vitest"
import { createServer } from "../index.js"
import { type Answers, recording } from "../testing.js"

const HOME = "http://rollcall.test"

async function request(url: string, answers: Answers, headers: Record<string, string> = {}) {
  const { services, calls } = recording(answers)
  const app = createServer(services)
  const method = url.startsWith("POST ") ? "POST" : "GET"
  const answer = await app.inject({
    method,
    url: url.replace("POST ", ""),
    headers: { host: "rollcall.test", ...headers },
  })
  await app.close()
  return { status: answer.statusCode, headers: answer.headers, body: answer.body, calls }
}
const AUTHORIZE = "/connect-account/authorize?link_token=t&integration=a"
const startAuthorization = "accounts.link.startAuthorization"
const handleCallback = "accounts.link.handleCallback"

it("sends the browser to the HR system with the secret it is known by on the way back", async () => {
  const answers = { [startAuthorization]: { url: "https://hr.example/consent" } }
  const got = await request(`${AUTHORIZE}&setting.company=acme&other.x=1`, answers, { cookie: "rollcall-link=mine" })
  expect([got.status, got.headers.location]).toEqual([303, "https://hr.example/consent"])
  expect(got.headers["set-cookie"]).toBe("rollcall-link=mine; Max-Age=900; Path=/; HttpOnly; SameSite=Lax")
  expect(got.calls).toEqual([
    [
      startAuthorization,
      "t",
      {
        integration: "a",
        typed: { company: "acme" },
        redirectUri: `${HOME}/connect-account/callback`,
        browser: "mine",
        options: {
          query: { link_token: "t", integration: "a", method: "oauth2", "setting.company": "acme" },
          origin: HOME,
        },
      },
    ],
  ])
})

it("asks nothing for who comes from elsewhere, or from a host that is not ours", async () => {
  const foreign = await request(AUTHORIZE, {}, { "sec-fetch-site": "cross-site" })
  expect([foreign.status, foreign.headers.location]).toEqual([
    303,
    `${HOME}/connect-account?link_token=t&integration=a`,
  ])
  const other = await request(AUTHORIZE, {}, { host: "other.test" })
  expect(other.headers.location).toBe(
    `${HOME}/connect-account/authorize?link_token=t&integration=a&from=http%3A%2F%2Fother.test`,
  )
  expect([foreign.headers["set-cookie"], other.headers["set-cookie"]]).toEqual([undefined, undefined])
})

it.each(["a b", "[", "x:99999", "%zz"])("leads home who came with %j for a host", async (host) => {
  const { status, headers } = await request(AUTHORIZE, {}, { host })
  expect([status, headers.location]).toEqual([303, expect.stringContaining(`${HOME}/connect-account/authorize?`)])
  const answers = { [startAuthorization]: { url: "https://hr.example/consent" } }
  const home = await request(String(headers.location).replace(HOME, ""), answers)
  expect(home.headers.location).toBe("https://hr.example/consent")
})

it("goes back to the page, without a secret, when the HR system can't be asked", async () => {
  const got = await request(AUTHORIZE, { [startAuthorization]: { kind: "closed" } })
  expect(got.headers.location).toBe(`${HOME}/connect-account?link_token=t&integration=a&method=oauth2`)
  expect(got.headers["set-cookie"]).toBeUndefined()
})

it("brings home who set out, and nobody else", async () => {
  const url = "/connect-account/callback?code=c&state=s"
  const options = { query: { integration: "a" }, origin: HOME }
  const back = { outcome: { kind: "down", reason: "r" }, linkToken: "t", options }
  const got = await request(url, { [handleCallback]: back }, { cookie: "rollcall-link=mine" })
  expect([got.status, got.headers.location]).toEqual([303, `${HOME}/connect-account?integration=a&link_token=t`])
  expect(got.calls).toMatchObject([
    [handleCallback, { browser: "mine", redirectUri: `${HOME}/connect-account/callback` }],
  ])
  const forged = await request(url, { [handleCallback]: "forged" })
  expect([forged.status, forged.headers["content-type"]]).toEqual([400, "text/html; charset=utf-8"])
})

it("takes a form from our own page only", async () => {
  const check = "accounts.link.checkAgain"
  const url = "POST /connect-account/check-again?link_token=t&method=oauth2"
  const answers = { [check]: undefined, "accounts.link.state": {} }
  const foreign = await request(url, answers, { origin: "https://evil.example" })
  expect([foreign.status, foreign.calls]).toEqual([403, []])
  const own = await request(url, answers, { origin: HOME })
  expect([own.status, own.headers.location]).toEqual([303, "/connect-account?link_token=t"])
  expect(own.calls).toEqual([
    ["accounts.link.state", "t"],
    [check, "t"],
  ])
})
