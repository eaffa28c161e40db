/**
 * The pages of the link flow under `/connect-account`. They read what a token is good for, draw the page that stands
 * for it, take the API key, and send people to the HR system's consent page and back. A page answers in HTML whatever
 * happens; the token in the address is the only credential, and it is never logged. The browser's secret lives in a
 * first-party cookie that is set in the window which goes to the HR system, so frames need no cookie.
 */
import { linkAssets, renderLinkPage, type View } from "@rollcall/web-link"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { LinkState } from "../../accounts/index.js"
import { AppError, isOurs } from "../../errors.js"
import { retryAfter } from "../error-envelope.js"
import { handleCallback, redirectToConsent } from "./consent.js"
import type { LinkPagesDeps } from "./deps.js"
import { carriedOf, frameOf, headersOf, type PageRequest, readPageRequest } from "./page-request.js"
import { deadView, type Tried, viewOf } from "./view.js"

/** A form has a few fields. */
const FORM_BYTES = 16 * 1024

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export function mountLinkPages(app: FastifyInstance, deps: LinkPagesDeps): void {
  const path = "/connect-account"
  const page = pageOf(deps)
  const route = (
    method: "GET" | "POST",
    url: string,
    handle: (pageRequest: PageRequest, exchange: Exchange) => Promise<FastifyReply>,
  ) => app.route({ method, url, handler: safely(deps, handle), exposeHeadRoute: method === "GET" && url === path })
  const readState = stateReader(deps)
  route("GET", path, async (pageRequest, { reply }) =>
    page(reply, pageRequest, { linkState: await readState(pageRequest) }),
  )
  route("GET", `${path}/post-connect`, async (pageRequest, { reply }) =>
    page(reply, pageRequest, { view: deadView("no_form") }),
  )
  route("POST", path, (pageRequest, exchange) => connectWithKey(deps, pageRequest, exchange))
  route("POST", `${path}/check-again`, async (pageRequest, { request, reply }) => {
    if (isForeign(request, deps)) return page(reply, pageRequest, { status: 403, view: deadView("foreign") })
    if (await readState(pageRequest)) await deps.link.checkAgain(pageRequest.linkToken)
    return backToPage(deps, pageRequest, reply)
  })
  route("GET", `${path}/authorize`, (pageRequest, { reply }) => redirectToConsent(deps, pageRequest, reply))
  route("GET", `${path}/callback`, async (pageRequest, { reply }) => {
    const isHome = await handleCallback(deps, pageRequest, reply)
    return isHome ? reply : page(reply, pageRequest, { status: 400, view: deadView("forged") })
  })
  mountAssets(app, `${path}/assets/:name`)
}

/** The form with what was typed. */
async function connectWithKey(deps: LinkPagesDeps, pageRequest: PageRequest, { request, reply }: Exchange) {
  const [page, readState] = [pageOf(deps), stateReader(deps)]
  const linkState = await readState(pageRequest)
  if (isForeign(request, deps)) return page(reply, pageRequest, { linkState, status: 403, view: deadView("foreign") })
  if (!linkState) return backToPage(deps, pageRequest, reply)
  const form = new URLSearchParams((await deps.bodyOf({ request, reply })(FORM_BYTES))?.toString("utf8") ?? "")
  const typed = Object.fromEntries(form)
  const integration = pageRequest.query.get("integration") ?? ""
  const outcome = await deps.link.connectWithKey(pageRequest.linkToken, { integration, typed })
  if (outcome.kind === "connecting" || outcome.kind === "closed") return backToPage(deps, pageRequest, reply)
  return page(reply, pageRequest, { linkState: await readState(pageRequest), status: 422, tried: { outcome, typed } })
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
function safely(
  deps: LinkPagesDeps,
  handle: (pageRequest: PageRequest, exchange: Exchange) => Promise<FastifyReply>,
): Handler {
  return async (request, reply) => {
    const pageRequest = readPageRequest(request)
    reply.header("x-request-id", request.id)
    try {
      return await handle(pageRequest, { request, reply })
    } catch (error) {
      const status = error instanceof AppError ? error.status : 500
      if (isOurs(error)) deps.log.error({ request_id: request.id, err: error }, "link page failed")
      if (error instanceof AppError) reply.headers(retryAfter(error))
      return pageOf(deps)(reply, pageRequest, { status, view: deadView("broken") })
    } finally {
      const { method, id, routeOptions } = request
      deps.log.info({ request_id: id, operation: `${method} ${routeOptions.url}`, status: reply.statusCode }, "request")
    }
  }
}

type PageContent = { linkState?: LinkState | undefined; view?: View; tried?: Tried; status?: number }

const pageOf =
  ({ publicUrl, clock }: LinkPagesDeps) =>
  (reply: FastifyReply, pageRequest: PageRequest, { linkState, tried, ...given }: PageContent): FastifyReply => {
    const view = given.view ?? viewOf(pageRequest, linkState && { ...linkState, nowMs: clock.now().getTime() }, tried)
    const plain = frameOf(pageRequest, linkState, baseOf(publicUrl()))
    const frame = { ...plain, redirectUri: plain.redirectUri && withResult(plain.redirectUri, view) }
    const status = given.status ?? (linkState ? 200 : 404)
    const text = renderLinkPage(frame, view)
    return reply
      .code(status)
      .headers(headersOf(frame, pageRequest.mode === "iframe"))
      .send(text)
  }

/** The caller's address with what a message would say. */
function withResult(redirectUri: string, view: View): string {
  const { is_truto: _, ...said } = ("message" in view ? view.message : null) ?? { is_truto: true, result: "closed" }
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value)
  return url.href
}

const stateReader =
  ({ link, guesses }: LinkPagesDeps) =>
  async ({ linkToken, address }: PageRequest): Promise<LinkState | undefined> =>
    linkToken.length > 0 && linkToken.length < 100
      ? guesses.guard({ kind: "link", secret: linkToken, address }, () => link.state(linkToken))
      : undefined

/** After a form was sent: the page again, so that going back and reloading send nothing twice. */
function backToPage({ publicUrl }: LinkPagesDeps, pageRequest: PageRequest, reply: FastifyReply): FastifyReply {
  const query = new URLSearchParams(carriedOf(pageRequest))
  query.delete("method")
  return reply.header("cache-control", "no-store").redirect(`${baseOf(publicUrl())}/connect-account?${query}`, 303)
}

const baseOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/$/, "")

/** Forms are only taken from our own page. A proxy in front may have changed the host, so the public address counts too. */
function isForeign({ headers }: FastifyRequest, { publicUrl }: LinkPagesDeps): boolean {
  const { origin, host } = headers
  if (origin === undefined)
    return headers["sec-fetch-site"] !== undefined && headers["sec-fetch-site"] !== "same-origin"
  if (!URL.canParse(origin)) return true
  return new URL(origin).host !== host && new URL(origin).origin !== new URL(publicUrl()).origin
}
