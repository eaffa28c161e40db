import { once } from "node:events"
import { createServer } from "node:http"
import { text } from "node:stream/consumers"
import { Webhook } from "standardwebhooks"

/**
 * A subscriber with several endpoints, one for each path. It verifies every signature and keeps what came. `refuses` decides
 * whether a delivery to a path is answered with a 503.
 */
export async function startReceiver(refuses) {
  const secrets = new Map()
  const arrivals = []
  const hear = async (request, response) => {
    const raw = await text(request).catch(() => undefined)
    if (raw === undefined) return // its sender was killed
    const isRefused = refuses(request.url)
    const id = request.headers["webhook-id"]
    arrivals.push({ path: request.url, id, raw, ...verify(request, raw), isAccepted: !isRefused })
    response.writeHead(isRefused ? 503 : 204).end()
  }
  const verify = (request, raw) => {
    try {
      const key = Buffer.from(secrets.get(request.url)).toString("base64")
      const event = new Webhook(key).verify(raw, request.headers)
      return { sequence: event.sequence, bodyId: event.id, type: event.event, isSigned: true }
    } catch (error) {
      return { isSigned: false, error: String(error) }
    }
  }
  const server = createServer((request, response) => void hear(request, response))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${server.address().port}`, secrets, arrivals, close }
}
