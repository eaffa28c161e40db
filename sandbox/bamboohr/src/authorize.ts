import { type AccessLevel, levelOfScopes, narrowed, Rights } from "./permissions/index.js"
import type { Grant, Running } from "./running.js"
import { Refusal } from "./world.js"

/** Whose call it is. `id` tells callers apart, for limits. */
export type Caller = { id: string; rights: Rights; isGrant: boolean }

/** By `Authorization`: an API key as the name of Basic, with any password, or an access token. */
export function authorize(running: Running, header: string | undefined): Caller {
  const [scheme = "", value = ""] = (header ?? "").split(" ")
  if (scheme.toLowerCase() === "basic") {
    const key = Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? ""
    const level = running.keys.get(key)
    if (level && mayEnter(running, level.userId)) return { id: `key ${key}`, rights: new Rights(level), isGrant: false }
  }
  if (scheme.toLowerCase() === "bearer") {
    const grant = running.readToken(value)
    if (grant && mayEnter(running, grant.userId))
      return { id: `grant ${grant.id}`, rights: new Rights(levelOfGrant(running, grant)), isGrant: true }
  }
  throw new Refusal(401, {
    message: "API key not provided or invalid",
    headers: { "www-authenticate": `Basic realm="https://api.bamboohr.com/${running.companyDomain}"` },
  })
}

/** What its scopes open, and of a person's nothing that his own key may not see. */
function levelOfGrant({ keys }: Running, { scopes, userId, isOfCompany }: Grant): AccessLevel {
  const level = levelOfScopes(scopes, userId)
  const own = isOfCompany ? undefined : keys.all().find(([, one]) => one.userId === userId)
  return own ? narrowed(level, own[1]) : level
}

/** Credentials end with their user. */
const mayEnter = ({ store }: Running, userId: string | null): boolean =>
  userId === null || store.find("users", userId)?.status !== "disabled"
