import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Connected, Rollcall } from "./rollcall.js"

/** A page of the caller's own product, on another origin than Rollcall. */
export async function serveHost(html: string | (() => string), scripts: Record<string, string | Buffer> = {}) {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/"
    const script = scripts[path]
    response.setHeader("content-type", script === undefined ? "text/html" : "text/javascript")
    response.end(script ?? (typeof html === "string" ? html : html()))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, close: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()) }
}

export const newLinkToken = async (rollcall: Connected, wish: Record<string, unknown> = {}): Promise<string> => {
  const body = "integrated_account_id" in wish ? wish : { tenant_id: randomUUID(), ...wish }
  const answer = await rollcall.call("/link-token", { method: "POST", body })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return answer.body.link_token
}

export const pageUrl = (rollcall: Connected, token: string, query: Record<string, string> = {}): string =>
  `${rollcall.url}/connect-account?${new URLSearchParams({ link_token: token, integrations: rollcall.system.id, ...query })}`

/** Types of the account's events, oldest first. */
export const eventsOf = async ({ app }: Connected, accountId: string): Promise<string[]> => {
  const { db } = app.database
  const rows = await db
    .selectFrom("event")
    .select("type")
    .where("account_id", "=", accountId)
    .where("type", "like", "integrated_account:%")
    .orderBy("sequence")
    .execute()
  return rows.map((row) => row.type.replace("integrated_account:", ""))
}

/**
 * Signs in at Factorial as a browser does; answers the page at the end and everything on the way that is worth
 * something to a thief.
 */
export async function signIn(rollcall: Rollcall, token: string): Promise<{ page: string; secrets: string[] }> {
  const leave = pageUrl(rollcall, token, { integration: "factorial" }).replace("?", "/authorize?")
  const out = await fetch(leave, { redirect: "manual" })
  const cookie = (out.headers.get("set-cookie") ?? "").split(";")[0] ?? ""
  const consent = await (await fetch(out.headers.get("location") ?? "")).text()
  const form_token = /name="form_token" value="([^"]+)"/.exec(consent)?.[1] ?? ""
  const decided = await fetch(`${rollcall.sandbox.url}/oauth/authorize`, {
    method: "POST",
    body: new URLSearchParams({ form_token, decision: "approve" }),
    redirect: "manual",
  })
  const callback = new URL(decided.headers.get("location") ?? "")
  const back = await fetch(callback, { redirect: "manual", headers: { cookie } })
  const page = await (await fetch(back.headers.get("location") ?? "")).text()
  const { code, state } = Object.fromEntries(callback.searchParams)
  return { page, secrets: [cookie.split("=")[1] ?? "", code ?? "", state ?? ""] }
}
