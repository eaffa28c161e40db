/**
 * What a token may do, as pairs of a verb and a thing. The things are unified resources, parts of Rollcall (`AREAS`) and,
 * for `proxy`, the ways to call the HR system itself. A token is given scopes: `read` is every reading, `read:employees`
 * one, `all` everything there is and will be. `admin` of a part includes reading it, but for `changes`.
 */
export const VERBS = ["read", "write", "admin", "proxy"] as const
export type Verb = (typeof VERBS)[number]

/** A right that an operation needs. `parameter`: of the thing that this parameter of the path or query names, if it does. */
export type Right = { verb: Verb; of: string; parameter?: string }

/**
 * `anybody` needs no token, `any_token` one of any rights. `all`: a token that may do everything, which is what a new kind
 * of operation asks for until it says something else.
 */
export type AccessNeed = "anybody" | "any_token" | "all" | Right

/** Parts of Rollcall by the tags of their operations. */
const AREA_OF = {
  "API tokens": "tokens",
  Changes: "changes",
  Environments: "environments",
  "Installed integrations": "integrations",
  "Installed unified models": "integrations",
  "Integrated accounts": "accounts",
  Link: "link",
  Log: "log",
  "Mapping overrides": "mapping",
  "MCP tokens": "mcp",
  Platform: "platform",
  "Sync jobs": "sync",
  "Sync job runs": "sync",
  "Sync job triggers": "sync",
  "Sync runs": "sync",
  Webhooks: "webhooks",
  "Webhook deliveries": "webhooks",
  Writes: "writes",
} as const
export type Area = (typeof AREA_OF)[keyof typeof AREA_OF]
export const AREAS: readonly Area[] = [...new Set(Object.values(AREA_OF))]
const areas: ReadonlyMap<string, Area> = new Map(Object.entries(AREA_OF))

/** Descriptions of what there is for everybody: they say nothing of a customer. */
const OPEN_TAGS: ReadonlySet<string> = new Set([
  "Categories",
  "Documentation",
  "Integrations",
  "Teams",
  "Unified models",
  "Users",
])

type Declared = { scope: string; method: string; path: string; tag: string }

/** What an operation needs that does not say so itself: told from its tag, its path and whether it only reads. */
export function accessOf({ scope, method, path, tag }: Declared): AccessNeed {
  if (scope === "public") return "anybody"
  const isRead = method === "GET"
  const [, unified, , resource = ""] = path.split("/")
  if (tag === "Unified HRIS" && unified === "unified" && !resource.startsWith(":"))
    return { verb: isRead ? "read" : "write", of: resource }
  if (tag === "Proxy" || tag === "Custom") return { verb: "proxy", of: isRead ? "read" : "write" }
  if (isRead && OPEN_TAGS.has(tag)) return "any_token"
  const area = areas.get(tag)
  if (area === undefined) return "all"
  return { verb: isRead ? "read" : "admin", of: area }
}
