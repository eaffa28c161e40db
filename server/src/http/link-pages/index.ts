/**
 * The pages of the link flow under `/connect-account`. They read what a token is good for, draw the page that stands
 * for it, take the API key, and send people to the HR system's consent page and back. A page answers in HTML whatever
 * happens; the token in the address is the only credential, and it is never logged. The browser's secret lives in a
 * first-party cookie that is set in the window which goes to the HR system, so frames need no cookie.
 */
import { linkAssets, renderLinkPage, type View } from "@rollcall/web-link"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { Look } from "../../accounts/index.js"
import { AppError } from "../../errors.js"
import { retryAfter } from "../error-envelope.js"
import { comeBack, setOut } from "./consent.js"
import type { LinkPagesParts } from "./parts.js"
import { deadView, type Tried, viewOf } from "./view.js"
import { carriedOf, frameOf, headersOf, readVisit, type Visit } from "./visit.js"

/** A form has a few fields. */
const FORM_BYTES = 16 * 1024

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export function mountLinkPages(app: FastifyInstance, parts: LinkPagesParts): void {
  const path = "/connect-account"
  const page = pageOf(parts)
  const route = (
    method: "GET" | "POST",
    url: string,
    handle: (visit: Visit, exchange: Exchange) => Promise<FastifyReply>,
  ) => app.route({ method, url, handler: safely(parts, handle), exposeHeadRoute: method === "GET" && url === path })
  const lookAt = lookWith(parts)
  route("GET", path, async (visit, { reply }) => page(reply, visit, { look: await lookAt(visit) }))
  route("GET", `${path}/post-connect`, async (visit, { reply }) => page(reply, visit, { view: deadView("no_form") }))
  route("POST", path, async (visit, { request, reply }) => {
    const look = await lookAt(visit)
    if (isForeign(request, parts)) return page(reply, visit, { look, status: 403, view: deadView("foreign") })
    if (!look) return backToPage(parts, visit, reply)
    const form = new URLSearchParams((await parts.bodyOf({ request, reply })(FORM_BYTES))?.toString("utf8") ?? "")
    const typed = Object.fromEntries(form)
    const outcome = await parts.link.connectWithKey(visit.linkToken, {
      integration: visit.query.get("integration") ?? "",
      typed,
    })
    if (outcome.kind === "connecting" || outcome.kind === "closed") return backToPage(parts, visit, reply)
    return page(reply, visit, { look: await lookAt(visit), status: 422, tried: { outcome, typed } })
  })
  route("POST", `${path}/check-again`, async (visit, { request, reply }) => {
    if (isForeign(request, parts)) return page(reply, visit, { status: 403, view: deadView("foreign") })
    if (await lookAt(visit)) await parts.link.checkAgain(visit.linkToken)
    return backToPage(parts, visit, reply)
  })
  route("GET", `${path}/authorize`, (visit, { reply }) => setOut(parts, visit, reply))
  route("GET", `${path}/callback`, async (visit, { reply }) => {
    const isHome = await comeBack(parts, visit, reply)
    return isHome ? reply : page(reply, visit, { status: 400, view: deadView("forged") })
  })
  mountAssets(app, `${path}/assets/:name`)
}

function mountAssets(app: FastifyInstance, url: string): void {
  app.get(url, { exposeHeadRoute: true }, async (request, reply) => {
    const { name } = request.params as { name: string }
    const asset = Object.hasOwn(linkAssets, name) ? linkAssets[name] : undefined
    if (!asset) return reply.code(404).send()
    const headers = { "cache-control": "public, max-age=300", "x-content-type-options": "nosniff" }
    return reply.headers({ "content-type": asset.type, ...headers }).send(asset.body)
  })
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

/** Logs what was asked, without its address, and never answers anything but a page. */
function safely(parts: LinkPagesParts, handle: (visit: Visit, exchange: Exchange) => Promise<FastifyReply>): Handler {
  return async (request, reply) => {
    const visit = readVisit(request)
    reply.header("x-request-id", request.id)
    try {
      return await handle(visit, { request, reply })
    } catch (error) {
      const status = error instanceof AppError ? error.status : 500
      if (status >= 500) parts.log.error({ request_id: request.id, err: error }, "link page failed")
      if (error instanceof AppError) reply.headers(retryAfter(error))
      return pageOf(parts)(reply, visit, { status, view: deadView("broken") })
    } finally {
      const { method, id, routeOptions } = request
      parts.log.info(
        { request_id: id, operation: `${method} ${routeOptions.url}`, status: reply.statusCode },
        "request",
      )
    }
  }
}

type Shown = { look?: Look | undefined; view?: View; tried?: Tried; status?: number }

const pageOf =
  ({ publicUrl, clock }: LinkPagesParts) =>
  (reply: FastifyReply, visit: Visit, { look, tried, ...given }: Shown): FastifyReply => {
    const view = given.view ?? viewOf(visit, look && { ...look, nowMs: clock.now().getTime() }, tried)
    const plain = frameOf(visit, look, baseOf(publicUrl()))
    const frame = { ...plain, redirectUri: plain.redirectUri && withResult(plain.redirectUri, view) }
    const status = given.status ?? (look ? 200 : 404)
    const text = renderLinkPage(frame, view)
    return reply
      .code(status)
      .headers(headersOf(frame, visit.mode === "iframe"))
      .send(text)
  }

/** The caller's address with what a message would say. */
function withResult(redirectUri: string, view: View): string {
  const { is_truto: _, ...said } = ("told" in view ? view.told : null) ?? { is_truto: true, result: "closed" }
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value)
  return url.href
}

const lookWith =
  ({ link, guesses }: LinkPagesParts) =>
  async ({ linkToken, address }: Visit): Promise<Look | undefined> =>
    linkToken.length > 0 && linkToken.length < 100
      ? guesses.look({ kind: "link", secret: linkToken, address }, () => link.look(linkToken))
      : undefined

/** After a form was sent: the page again, so that going back and reloading send nothing twice. */
function backToPage({ publicUrl }: LinkPagesParts, visit: Visit, reply: FastifyReply): FastifyReply {
  const query = new URLSearchParams(carriedOf(visit))
  query.delete("method")
  return reply.header("cache-control", "no-store").redirect(`${baseOf(publicUrl())}/connect-account?${query}`, 303)
}

const baseOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/$/, "")

/** Forms are only taken from our own page. A proxy in front may have changed the host, so the public address counts too. */
function isForeign({ headers }: FastifyRequest, { publicUrl }: LinkPagesParts): boolean {
  const { origin, host } = headers
  if (origin === undefined)
    return headers["sec-fetch-site"] !== undefined && headers["sec-fetch-site"] !== "same-origin"
  if (!URL.canParse(origin)) return true
  return new URL(origin).host !== host && new URL(origin).origin !== new URL(publicUrl()).origin
}
