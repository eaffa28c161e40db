import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import type { Connected } from "./rollcall.js"

/** What a page and a worker do alike. Its answer is what can be sent from one to the other. */
const TRY = `
  import { createRollcall, RollcallError, verifyWebhook } from "@rollcall/sdk"
  export async function tryAll({ url, accountId, delivery, secret, now }) {
    const acme = createRollcall({ url, token: "of-the-session", accountId })
    const pages = []
    for await (const { result } of acme.employees.list({ limit: 2 }).pages()) pages.push(result.map(({ id }) => id))
    const wrong = await acme.employees.get("999999999").catch((error) => error)
    const leaving = new AbortController()
    const held = acme.employees.get("held", {}, { signal: leaving.signal }).catch((error) => error)
    await fetch(new URL("/until-held", url))
    leaving.abort(new Error("left the page"))
    const body = new TextEncoder().encode(delivery.body)
    const event = await verifyWebhook({ ...delivery, body, secret, now })
    const forged = await verifyWebhook({ ...delivery, body, secret: "another", now }).catch((error) => error)
    return {
      pages,
      wrong: [wrong instanceof RollcallError, wrong.code, wrong.status, wrong.whoMustAct, typeof wrong.requestId],
      aborted: (await held).message,
      event: event.event,
      forged: forged.name,
    }
  }
`
const PAGE = `
  import { tryAll } from "./try.js"
  globalThis.tryHere = tryAll
  globalThis.tryInWorker = (given) => new Promise((resolve, reject) => {
    const worker = new Worker("/worker.js", { type: "module" })
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(given)
  })
`
const WORKER = `
  import { tryAll } from "./try.js"
  onmessage = async ({ data }) => {
    try {
      postMessage(await tryAll(data))
    } catch (error) {
      postMessage({ threw: String(error) })
    }
  }
`

/** With what is published of the SDK. */
async function bundle(contents: string): Promise<string> {
  const resolveDir = fileURLToPath(new URL(".", import.meta.url))
  const made = await build({
    stdin: { contents, resolveDir },
    ...{ bundle: true, format: "esm", platform: "browser", target: "es2022", write: false },
    plugins: [
      {
        name: "try",
        setup(one) {
          one.onResolve({ filter: /^\.\/try\.js$/ }, () => ({ path: "try", namespace: "try" }))
          one.onLoad({ filter: /.*/, namespace: "try" }, () => ({ contents: TRY, resolveDir }))
        },
      },
    ],
  })
  return made.outputFiles[0]?.text ?? ""
}

/**
 * A caller's own product: a page and a worker that use the SDK, and a backend on their origin that passes calls on to Rollcall with
 * a token that a browser never sees. It takes webhooks at `/hooks`, and never answers for the row `held`.
 */
export async function serveProduct(rollcall: Connected) {
  const scripts: Record<string, string> = { "/page.js": await bundle(PAGE), "/worker.js": await bundle(WORKER) }
  const deliveries: { body: string; headers: IncomingMessage["headers"] }[] = []
  const waiting: (() => void)[] = []
  let held = 0
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? "/"
    const body = Buffer.concat(await request.toArray()).toString()
    if (path === "/hooks") deliveries.push({ body, headers: request.headers })
    if (path.includes("/held")) {
      held++
      for (const go of waiting.splice(0)) go()
      return
    }
    if (path === "/until-held" && held === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    if (path === "/until-held") held = 0
    if (path.startsWith("/rollcall/")) return passOn(rollcall, path.slice("/rollcall".length), response)
    response.setHeader("content-type", path in scripts ? "text/javascript" : "text/html")
    response.end(scripts[path] ?? `<!doctype html><title>product</title><script type="module" src="/page.js"></script>`)
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections())
  return { url, deliveries, close }
}

async function passOn({ url, token }: Connected, path: string, response: ServerResponse): Promise<void> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  const told = ["content-type", "x-request-id"].map((name) => [name, answer.headers.get(name) ?? ""] as const)
  response.writeHead(answer.status, Object.fromEntries(told)).end(await answer.text())
}
