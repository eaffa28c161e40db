import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Rollcall } from "./rollcall.js"

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

export const newLinkToken = async (rollcall: Rollcall, wish: Record<string, unknown> = {}): Promise<string> => {
  const body = "integrated_account_id" in wish ? wish : { tenant_id: randomUUID(), ...wish }
  const answer = await rollcall.call("/link-token", { method: "POST", body })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return answer.body.link_token
}

export const pageUrl = (rollcall: Rollcall, token: string, query: Record<string, string> = {}): string =>
  `${rollcall.url}/connect-account?${new URLSearchParams({ link_token: token, ...query })}`

/** Types of the account's events, oldest first. */
export const eventsOf = async ({ app }: Rollcall, accountId: string): Promise<string[]> => {
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
