import { randomBytes } from "node:crypto"
import type { FastifyReply } from "fastify"
import type { LinkPagesDeps } from "./deps.js"
import { carriedOf, type PageRequest, settingsOf } from "./page-request.js"

const CALLBACK = "/connect-account/callback"
const COOKIE_SECONDS = 15 * 60

/** On https the browser itself makes sure that nobody else sets the cookie. */
const cookieOf = (publicUrl: string): { name: string; attributes: string } =>
  publicUrl.startsWith("https:")
    ? { name: "__Host-rollcall-link", attributes: "; Path=/; HttpOnly; SameSite=Lax; Secure" }
    : { name: "rollcall-link", attributes: "; Path=/; HttpOnly; SameSite=Lax" }

/**
 * To the HR system's consent page, with a secret in this browser that the way back is checked against. Only from our own
 * page, where the person has read who asks: an HR system does not ask twice, so a link elsewhere that led here with a
 * token of somebody else's would connect whoever follows it.
 */
export async function redirectToConsent(
  { link, guesses, publicUrl }: LinkPagesDeps,
  pageRequest: PageRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const home = publicUrl()
  reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer")
  if (pageRequest.isFromElsewhere && originOf(pageRequest, home) === home) {
    return reply.redirect(`${home}/connect-account?${new URLSearchParams(carriedOf(pageRequest))}`, 303)
  }
  // A Host header may be anything.
  const host = URL.canParse(pageRequest.origin) ? new URL(pageRequest.origin).host : ""
  if (host !== new URL(home).host && pageRequest.query.get("from") === null) {
    // The cookie has to be set where the HR system sends people back to.
    const query = new URLSearchParams({ ...carriedOf(pageRequest), from: pageRequest.origin })
    return reply.redirect(`${home}/connect-account/authorize?${query}`, 303)
  }
  const cookie = cookieOf(home)
  const browser = pageRequest.cookies.get(cookie.name) ?? randomBytes(32).toString("base64url")
  // Who comes back without having approved is where they were before.
  const carried: Record<string, string> = { ...carriedOf(pageRequest), method: "oauth2" }
  const isInner = pageRequest.mode === "iframe" ? { inner: "true" } : {}
  const start = {
    integration: pageRequest.query.get("integration") ?? "",
    typed: settingsOf(pageRequest),
    redirectUri: home + CALLBACK,
    browser,
    options: { query: { ...carried, ...isInner }, origin: originOf(pageRequest, home) },
  }
  const { linkToken: secret, address } = pageRequest
  const started = await guesses.guard({ kind: "link", secret, address }, async () => {
    const answer = await link.startAuthorization(secret, start)
    return "kind" in answer && answer.kind === "closed" ? undefined : answer
  })
  if (!started || !("url" in started)) {
    return reply.redirect(`${originOf(pageRequest, home)}/connect-account?${new URLSearchParams(carried)}`, 303)
  }
  reply.header("set-cookie", `${cookie.name}=${browser}; Max-Age=${COOKIE_SECONDS}${cookie.attributes}`)
  return reply.redirect(started.url, 303)
}

/** Answers false when this browser was never sent out so: there is nobody to send anywhere. */
export async function handleCallback(
  { link, guesses, log, publicUrl }: LinkPagesDeps,
  pageRequest: PageRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const home = publicUrl()
  const browser = pageRequest.cookies.get(cookieOf(home).name)
  const secret = pageRequest.query.get("state") ?? ""
  const returned = await guesses.guard({ kind: "authorization", secret, address: pageRequest.address }, async () => {
    const answer = await link.handleCallback({ parameters: pageRequest.query, browser, redirectUri: home + CALLBACK })
    return answer === "forged" ? undefined : answer
  })
  if (!returned) return false
  const { outcome } = returned
  const failed = { request_id: reply.request.id, reason: "reason" in outcome ? outcome.reason : undefined }
  // The customer can't mend it: the operator can, and has to read it somewhere, or nobody but the HR system.
  if (outcome.kind === "misconfigured") log.error(failed, "sign-in failed")
  if (outcome.kind === "down") log.info(failed, "sign-in failed")
  const { query, origin } = returned.options
  const carried = new URLSearchParams({ ...(query as Record<string, string>), link_token: returned.linkToken }) // ours, from redirectToConsent
  reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer")
  reply.redirect(`${String(origin)}/connect-account?${carried}`, 303)
  return true
}

/**
 * The origin on which the page was opened: the SDK listens to that one. Another one than our own only among the names
 * of this machine, so nobody can be sent elsewhere.
 */
function originOf({ query }: PageRequest, home: string): string {
  const from = query.get("from")
  if (from === null || !URL.canParse(from)) return home
  const isHere = [from, home].every((one) => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(one).hostname))
  return isHere && new URL(from).port === new URL(home).port ? new URL(from).origin : home
}
