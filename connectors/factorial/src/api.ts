import {
  type Api,
  cursor,
  isRemote,
  type ListStyle,
  type RefusedAnswer,
  type RemoteQuery,
  type Verdict,
} from "@rollcall/connector-kit"

const VERSION = "2026-10-01"

/** Computed lists have no cursors, so their pages are counted. */
export const lists: ListStyle = {
  rows: { rows: "data", meta: "meta" },
  page: cursor({
    parameters: { after: "after_id", before: "before_id", size: "limit", page: "page" },
    maxSize: 100,
    isById: true,
    read({ body }) {
      const meta = isRemote(body) && isRemote(body.meta) ? body.meta : {}
      const { has_next_page, has_previous_page, start_cursor, end_cursor, total } = meta
      const way = (isThere: unknown, to: unknown) =>
        isThere === true && (typeof to === "string" && to !== "" ? to : true)
      return {
        next: way(has_next_page, end_cursor),
        previous: way(has_previous_page, start_cursor),
        total: typeof total === "number" ? total : undefined,
      }
    },
  }),
}

export const api: Api = {
  version: VERSION,
  hosts: { production: "https://api.factorialhr.com", demo: "https://api.eu2.demo.factorial.dev" },
  root: `/api/${VERSION}/resources`,
  headers: { accept: "application/json" },
  // A key sent as a bearer token is refused, and a key beside a bearer token wins.
  authorize: (credentials) =>
    credentials.method === "api_key"
      ? { "x-api-key": credentials.secrets.api_key ?? "" }
      : { authorization: `Bearer ${credentials.accessToken}` },
  writeQuery,
  lists,
  // Documented for POST alone; nobody has met a limit of GET. Answers may say more in `RateLimit-*`.
  limits: { rate: { requests: 200, seconds: 60, methods: ["POST"] } },
  classify,
  readErrorMessage,
  maxIdsPerCall: 100,
  // Seen: 80 ids pass, 508 are a 414. A hundred 17-digit ids fit into this.
  maxQueryBytes: 3_800,
}

/** Lists are `name[]=a&name[]=b`; any other form of a list is an error or is ignored. */
function writeQuery(query: RemoteQuery): string {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    if (typeof value !== "object") {
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      continue
    }
    const key = encodeURIComponent(name.endsWith("[]") ? name : `${name}[]`)
    for (const one of value) pairs.push(`${key}=${encodeURIComponent(one)}`)
  }
  return pairs.join("&")
}

function classify({ status }: RefusedAnswer): Verdict {
  if (status === 401) return "reconnect"
  if (status === 403 || status === 404) return "skip"
  if (status === 429) return "limit"
  return status < 400 || status === 408 || status >= 500 ? "retry" : "stop"
}

/** `exception` (a business rule) and `errors` (a policy) come before fields; sentences are in the company's language. */
function readErrorMessage({ body }: Pick<RefusedAnswer, "body">): string | undefined {
  if (!isRemote(body)) return undefined
  const { errors, message, error_description, error } = body
  const texts = Array.isArray(errors)
    ? errors
    : isRemote(errors)
      ? textsOf(errors)
      : [message, error_description, error]
  const found = texts.find((one) => typeof one === "string" && one !== "")
  return typeof found === "string" ? found.slice(0, 500) : undefined
}

function textsOf({ exception, errors, ...fields }: Readonly<Record<string, unknown>>): unknown[] {
  const first = (value: unknown) => (Array.isArray(value) ? value[0] : value)
  const named = Object.entries(fields).flatMap(([name, value]) =>
    ["string", "number"].includes(typeof first(value)) ? [`${name}: ${String(first(value))}`] : [],
  )
  return [first(exception), first(errors), ...named]
}
