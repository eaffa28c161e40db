import { z } from "zod"
import { RESOURCES } from "../model/index.js"
import { type AccessNeed, AREAS, type Right } from "./access.js"

/**
 * What a token may be given. A scope is a right, or all rights of a verb. `all` is everything, also what comes with later
 * versions.
 */
export const SCOPES: readonly string[] = [
  "all",
  "read",
  "write",
  "admin",
  "proxy",
  ...[...RESOURCES, ...AREAS].map((thing) => `read:${thing}`),
  ...RESOURCES.map((resource) => `write:${resource}`),
  ...AREAS.map((area) => `admin:${area}`),
  "proxy:read",
]

export const scopes = () =>
  z
    .array(z.enum(SCOPES, { error: `is not a scope; there are ${SCOPES.join(", ")}` }))
    .min(1)
    .max(SCOPES.length)

/** Whether scopes include a right. Whoever may change the settings of a part may read them; changes are people's, and no settings. */
export function includes(own: readonly string[], { verb, of }: Pick<Right, "verb" | "of">): boolean {
  if (own.includes("all") || own.includes(verb) || own.includes(`${verb}:${of}`)) return true
  const hasSettings = of !== "changes" && AREAS.some((area) => area === of)
  return verb === "read" && hasSettings && (own.includes("admin") || own.includes(`admin:${of}`))
}

/** Whether an operation may be called. `right` is the one it needs with these parameters. */
export function isGranted(own: readonly string[], need: AccessNeed, right: Right | undefined): boolean {
  if (need === "anybody" || need === "any_token" || own.includes("all")) return true
  return right !== undefined && includes(own, right)
}

/** The scopes among `wanted` that `own` do not include: nobody can hand out more than they have. */
export const notCovered = (own: readonly string[], wanted: readonly string[]): string[] =>
  wanted.filter((scope) => {
    const [verb, of] = scope.split(":")
    if (own.includes("all") || own.includes(scope)) return false
    const right = rightOf(verb, of)
    return right === undefined || !includes(own, right)
  })

/** A scope of one thing as a right; one of a whole verb is more than any right. */
function rightOf(verb: string | undefined, of: string | undefined): Right | undefined {
  if (of === undefined || (verb !== "read" && verb !== "write" && verb !== "admin" && verb !== "proxy"))
    return undefined
  return { verb, of }
}
