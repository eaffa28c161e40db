import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { createClock, type MovableClock } from "../clock.js"
import { createGuesses } from "./guesses.js"
import { createServer } from "./index.js"
import { servicesWith } from "./testing.js"

const KEY = "k".repeat(43)
let app: ReturnType<typeof createServer>
let clock: MovableClock
let lookups: number

beforeEach(() => {
  clock = createClock()
  lookups = 0
  const known = async (secrets: readonly string[]) => new Set(secrets.filter((one) => one === "api"))
  const limits = {
    failures: { ofOne: 2, ofAll: 100, ms: 1_000_000 },
    most: { addresses: 10, good: 10 },
    batch: { ms: 250, ofAll: 10, ofOne: 10 },
  }
  const all = { token: known, link: known, authorization: known, inbound: known }
  const findNothing = async () => void lookups++
  const link = {
    state: findNothing,
    handleCallback: async () => findNothing().then(() => "forged"),
    startAuthorization: async () => findNothing().then(() => ({ kind: "closed" })),
  }
  const guesses = createGuesses({ clock, known: all, limits })
  app = createServer(
    servicesWith({
      clock,
      guesses,
      readLag: async () => undefined,
      inbound: { receive: findNothing },
      accounts: { link },
    }),
  )
})
afterEach(() => app.close())

type Asked = { method?: "GET" | "POST"; url: string; token?: string; from?: string }

async function ask({ method = "GET", url, token, from = "192.0.2.1" }: Asked) {
  const headers = { host: "rollcall.test", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
  const answer = app.inject({ method, url, headers, remoteAddress: from })
  await new Promise(setImmediate)
  clock.moveBy(250)
  return answer
}

describe("too many guesses from one address", () => {
  it.each<[string, Asked, number]>([
    ["of tokens", { url: "/webhook", token: "nope" }, 401],
    ["of the token of /metrics", { url: "/metrics", token: "nope" }, 401],
    ["of addresses of inbound webhooks", { method: "POST", url: `/integrated-account-webhook/a/${KEY}` }, 404],
    ["of link tokens", { url: "/connect-account?link_token=nope" }, 404],
    ["of link tokens to check again", { method: "POST", url: "/connect-account/check-again?link_token=nope" }, 303],
    ["of link tokens on the way to the HR system", { url: "/connect-account/authorize?link_token=nope" }, 303],
    ["of states on the way back from it", { url: "/connect-account/callback?state=nope" }, 400],
  ])("%s are a 429 with Retry-After, without a lookup", async (_, asked, status) => {
    for (const guess of [1, 2]) expect((await ask(asked)).statusCode, `guess ${guess}`).toBe(status)
    const before = lookups
    const refused = await ask(asked)
    expect([refused.statusCode, lookups - before]).toEqual([429, 0])
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0)
    expect((await ask({ ...asked, from: "192.0.2.2" })).statusCode, "from elsewhere").toBe(status)
  })

  it("say so in the shape of every error", async () => {
    for (let guess = 0; guess < 2; guess++) await ask({ url: "/webhook", token: "nope" })
    const refused = await ask({ url: "/webhook", token: "nope" })
    const message = expect.stringContaining("too many tokens from this address were unknown")
    expect(refused.json()).toMatchObject({ statusCode: 429, error: "Too Many Requests", message })
  })

  it("keep no good token out", async () => {
    for (let guess = 0; guess < 5; guess++) await ask({ url: "/metrics", token: "nope" })
    expect((await ask({ url: "/metrics", token: "api" })).statusCode).toBe(200)
  })
})
