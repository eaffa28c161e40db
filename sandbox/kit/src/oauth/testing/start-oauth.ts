import { createServer } from "../../server/index.js"
import { KEEPS_NOTHING } from "../../state/journal.js"
import { createClock, offsetOf } from "../../time/clock.js"
import { askedScopes, createOAuthState, mountOAuth, OAuthError, type OAuthOptions, type OAuthSystem } from "../index.js"

export const CALLBACK = "https://app.example/callback?from=acme"
export const OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
export const CLIENT = {
  id: "client-1",
  secret: "s3cret & more",
  name: "<b>Rota</b> & Co",
  redirectUris: [CALLBACK, OUT_OF_BAND],
  scopes: ["employees", "time_off"],
}
const OTHER = { ...CLIENT, id: "client-2", secret: "other", scopes: [] }
const SYSTEM: OAuthSystem = {
  name: "Acme",
  paths: { authorize: ["/oauth/authorize"], token: ["/oauth/token"], revoke: ["/oauth/revoke"] },
  readWish(parameters, client) {
    const owner = parameters.get("owner") ?? ""
    if (owner !== "" && owner !== "company") throw new OAuthError("invalid_request", "owner is company or left out")
    const asked = askedScopes(parameters, client)
    const scopes = asked.length > 0 ? asked : client.scopes
    return { kind: owner === "company" ? "company_token" : "user_token", scopes: [...scopes] }
  },
  refusalHeaders: ({ code }) => ({ "www-authenticate": `Bearer error="${code}"` }),
}
const PEOPLE = [
  { id: "7", full_name: "Ada <Byron>", email: "ada@acme.example" },
  { id: "8", full_name: "Bo Diaz", email: null },
]

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers }

/** The OAuth server alone on a loopback port, with a clock that can be moved, and a client's way of using it. */
export async function startOAuth(options: Partial<OAuthOptions> = {}, system: Partial<OAuthSystem> = {}) {
  const clock = createClock({ timezone: () => "UTC", offsetMs: offsetOf(new Date("2026-11-02T09:00:00Z")) })
  const state = createOAuthState({
    clock,
    clients: [CLIENT, OTHER],
    accessTokenSeconds: 7_200,
    refreshTokenSeconds: 604_800,
    employees: () => PEOPLE,
    companyName: () => "Acme & Sons",
    allScopes: "read write",
    claims: () => ({ company_id: "18446744073709550" }),
    ...options,
  })
  const app = createServer(KEEPS_NOTHING)
  mountOAuth(app, state, { ...SYSTEM, ...system })
  const url = await app.listen({ port: 0, host: "127.0.0.1" })
  const authorize = (query: Record<string, string>) =>
    fetch(`${url}/oauth/authorize?${new URLSearchParams(query)}`, { redirect: "manual" })
  const decide = (form: Record<string, string>) =>
    fetch(`${url}/oauth/authorize`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" })
  return {
    url,
    state,
    authorize,
    decide,
    passTime: (seconds: number) => clock.set(new Date(clock.now().getTime() + seconds * 1_000)),
    /** Through the consent page to a code. */
    async approve(query: Record<string, string> = {}, form: Record<string, string> = {}): Promise<string> {
      const page = await authorize({ ...ASK, ...query })
      const answer = await decide({ form_token: formToken(await page.text()), decision: "approve", ...form })
      return new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? ""
    },
    async post(path: string, body: Record<string, string>): Promise<Answer> {
      return readAnswer(await fetch(`${url}${path}`, { method: "POST", body: new URLSearchParams(body) }))
    },
    close: () => app.close(),
  }
}

export const ASK = {
  client_id: CLIENT.id,
  redirect_uri: CALLBACK,
  response_type: "code",
  owner: "company",
}
export const BY_CLIENT = { client_id: CLIENT.id, client_secret: CLIENT.secret }
export const BY_OTHER = { client_id: OTHER.id, client_secret: OTHER.secret }
export const forCode = (code: string) => ({
  ...BY_CLIENT,
  grant_type: "authorization_code",
  code,
  redirect_uri: CALLBACK,
})
export const forRefresh = (token: unknown) => ({
  ...BY_CLIENT,
  grant_type: "refresh_token",
  refresh_token: String(token),
})

export const formToken = (html: string): string => /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? ""

export async function readAnswer(response: Response): Promise<Answer> {
  return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers }
}
