import { randomBytes } from "node:crypto"
import type { FastifyReply } from "fastify"
import type { LinkPagesParts } from "./parts.js"
import { carriedOf, settingsOf, type Visit } from "./visit.js"

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
export async function setOut(
  { link, guesses, publicUrl }: LinkPagesParts,
  visit: Visit,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const home = publicUrl()
  reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer")
  if (visit.isFromElsewhere && originOf(visit, home) === home) {
    return reply.redirect(`${home}/connect-account?${new URLSearchParams(carriedOf(visit))}`, 303)
  }
  if (new URL(visit.origin).host !== new URL(home).host && visit.query.get("from") === null) {
    // The cookie has to be set where the HR system sends people back to.
    const query = new URLSearchParams({ ...carriedOf(visit), from: visit.origin })
    return reply.redirect(`${home}/connect-account/authorize?${query}`, 303)
  }
  const cookie = cookieOf(home)
  const browser = visit.cookies.get(cookie.name) ?? randomBytes(32).toString("base64url")
  // Who comes back without having approved stands where they set out.
  const carried: Record<string, string> = { ...carriedOf(visit), method: "oauth2" }
  const isInner = visit.mode === "iframe" ? { inner: "true" } : {}
  const trip = {
    integration: visit.query.get("integration") ?? "",
    typed: settingsOf(visit),
    redirectUri: home + CALLBACK,
    browser,
    options: { query: { ...carried, ...isInner }, origin: originOf(visit, home) },
  }
  const { linkToken: secret, address } = visit
  const went = await guesses.look({ kind: "link", secret, address }, async () => {
    const answer = await link.setOut(secret, trip)
    return "kind" in answer && answer.kind === "closed" ? undefined : answer
  })
  if (!went || !("url" in went)) {
    return reply.redirect(`${originOf(visit, home)}/connect-account?${new URLSearchParams(carried)}`, 303)
  }
  reply.header("set-cookie", `${cookie.name}=${browser}; Max-Age=${COOKIE_SECONDS}${cookie.attributes}`)
  return reply.redirect(went.url, 303)
}

/** Answers false when this browser never set out so: there is nobody to send anywhere. */
export async function comeBack(
  { link, guesses, log, publicUrl }: LinkPagesParts,
  visit: Visit,
  reply: FastifyReply,
): Promise<boolean> {
  const home = publicUrl()
  const browser = visit.cookies.get(cookieOf(home).name)
  const secret = visit.query.get("state") ?? ""
  const back = await guesses.look({ kind: "trip", secret, address: visit.address }, async () => {
    const answer = await link.comeBack({ parameters: visit.query, browser, redirectUri: home + CALLBACK })
    return answer === "forged" ? undefined : answer
  })
  if (!back) return false
  const { outcome } = back
  // The customer can't mend it; the operator has to read it somewhere.
  if (outcome.kind === "misconfigured" || outcome.kind === "down")
    log.error({ request_id: reply.request.id, reason: outcome.reason }, "sign-in failed")
  const { query, origin } = back.options
  const carried = new URLSearchParams({ ...(query as Record<string, string>), link_token: back.linkToken }) // ours, from setOut
  reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer")
  reply.redirect(`${String(origin)}/connect-account?${carried}`, 303)
  return true
}

/**
 * The origin on which the page was opened: the SDK listens to that one. Another one than our own only among the names
 * of this machine, so nobody can be sent elsewhere.
 */
function originOf({ query }: Visit, home: string): string {
  const from = query.get("from")
  if (from === null || !URL.canParse(from)) return home
  const isHere = [from, home].every((one) => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(one).hostname))
  return isHere && new URL(from).port === new URL(home).port ? new URL(from).origin : home
}
