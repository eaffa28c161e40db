// The same proxy as plainly as it can be written: node:http in front, an undici pool behind.
import { createServer } from "node:http"
import { pipeline } from "node:stream"
import { Pool } from "undici"

export async function start({ upstream, apiKey }) {
  const pool = new Pool(upstream, { connections: 64 })
  const pass = async (request, response) => {
    const asked = { path: request.url, method: "GET", headers: { "x-api-key": apiKey } }
    const { statusCode, headers, body } = await pool.request(asked)
    response.writeHead(statusCode, { "content-type": headers["content-type"] })
    pipeline(body, response, () => {})
  }
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy())
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
