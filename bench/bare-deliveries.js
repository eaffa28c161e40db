// The same bytes, signed the same way, one at a time for each endpoint, with nothing remembered.
import { createHmac } from "node:crypto"
import pg from "pg"
import { Pool } from "undici"

export async function start({ url, webhooks, events, databaseUrl }) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query("select body from webhook_delivery order by webhook_id, sequence limit $1", [
    events,
  ])
  await client.end()
  const bodies = rows.map(({ body }) => Buffer.from(body))
  const pool = new Pool(url, { connections: webhooks })
  const sign = (...parts) => {
    const hmac = createHmac("sha256", "5f0c9d3e-0000-4000-8000-000000000000")
    for (const part of parts) hmac.update(part)
    return hmac
  }
  const post = async (path, body) => {
    const seconds = String(Math.floor(Date.now() / 1000))
    const headers = {
      "content-type": "application/json",
      "user-agent": "bare",
      "x-truto-signature": `format=sha256,v=${sign(body).digest("hex")}`,
      "webhook-id": "5f0c9d3e-0000-4000-8000-000000000000",
      "webhook-timestamp": seconds,
      "webhook-signature": `v1,${sign(`id.${seconds}.`, body).digest("base64")}`,
    }
    const answer = await pool.request({ method: "POST", path, headers, body })
    await answer.body.dump()
  }
  const sendAll = async (_, at) => {
    for (const body of bodies) await post(`/${at + 1}`, body)
  }
  const run = () => Promise.all(Array.from({ length: webhooks }, sendAll))
  return { run, close: () => pool.close() }
}
