import { type Answer, type FaultySystem, KINDS } from "@rollcall/sandbox-kit"
import { isApi } from "./addresses.js"

const ONE = /\/v\d[\d_]*\/(?:employees\/\d+|employees\/\d+\/tables\/[^/]+|webhooks\/\d+)$/
const LISTS_BY_POST = /\/(?:reports\/custom|datasets\/[^/]+\/data)$/

/** What BambooHR's calls and refusals look like to the faults that strike them. */
export const FAULTY_BAMBOOHR: FaultySystem = {
  isApi,
  reads(method, path) {
    if (method === "POST") return LISTS_BY_POST.test(path) ? "list" : undefined
    if (method !== "GET" || !isApi(path)) return undefined
    return ONE.test(path) ? "one" : "list"
  },
  tokenPath: "/token.php",
  signInPath: "/login.php",
  refusal,
  emptyPage,
  // Nothing tells what is left, only that it is too much.
  quotaHeaders: ({ resetSeconds, isTooMany }) => (isTooMany ? { "retry-after": String(resetSeconds) } : {}),
  // Ids are what they are in each answer, and a cursor names somebody who is there.
  kinds: KINDS.filter((kind) => kind !== "numeric_ids" && kind !== "endless_pages"),
}

const SENTENCES: Readonly<Record<number, string>> = {
  401: "API key not provided or invalid",
  403: "You do not have access to this resource",
  404: "Not Found",
  429: "Too Many Requests",
  503: "Service Unavailable",
}

function refusal(status: number): Answer {
  const sentence = SENTENCES[status] ?? "Something went wrong"
  return {
    status,
    headers: { "content-type": "text/html; charset=UTF-8", "x-bamboohr-error-message": sentence },
    body: "",
  }
}

function emptyPage(path: string): string {
  if (/\/v\d\/employees$/.test(path))
    return '{"data":[],"meta":{"total":0,"page":{"limit":250,"nextCursor":null,"prevCursor":null}},"_links":{}}'
  if (path.endsWith("/reports/custom")) return '{"title":"","fields":[],"employees":[]}'
  return path.endsWith("/meta/users") ? "{}" : "[]"
}
