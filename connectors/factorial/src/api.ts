import {
  type Api,
  isRemote,
  type PageMeta,
  type PagePosition,
  type RefusedAnswer,
  type RemoteQuery,
  type Verdict,
} from "@rollcall/connector-kit"

const VERSION = "2026-10-01"

export const api: Api = {
  version: VERSION,
  hosts: { production: "https://api.factorialhr.com", demo: "https://api.eu2.demo.factorial.dev" },
  root: `/api/${VERSION}/resources`,
  headers: { accept: "application/json" },
  // A key sent as a bearer token is refused, and a key beside a bearer token wins.
  authorize: (credentials) =>
    credentials.method === "api_key"
      ? { "x-api-key": credentials.apiKey }
      : { authorization: `Bearer ${credentials.accessToken}` },
  writeQuery,
  maxPageSize: 100,
  pageQuery: (position, limit) => ({
    limit,
    ...(position.after === undefined ? {} : { after_id: position.after }),
    ...(position.before === undefined ? {} : { before_id: position.before }),
    ...(position.page === undefined ? {} : { page: position.page }),
  }),
  rowsKey: "data",
  metaKey: "meta",
  readMeta,
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

/** Computed lists have no cursors, so their pages are counted. */
function readMeta(meta: unknown, requested: PagePosition): PageMeta {
  if (!isRemote(meta)) return { next: null, previous: null }
  const { has_next_page, has_previous_page, start_cursor, end_cursor, total } = meta
  const page = requested.page ?? 1
  const after = typeof end_cursor === "string" && end_cursor !== "" ? { after: end_cursor } : { page: page + 1 }
  const before = typeof start_cursor === "string" && start_cursor !== "" ? { before: start_cursor } : { page: page - 1 }
  return {
    next: has_next_page === true ? after : null,
    previous: has_previous_page === true ? before : null,
    ...(typeof total === "number" ? { total } : {}),
  }
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
  const named = Object.entries(fields).map(([name, value]) => `${name}: ${String(first(value))}`)
  return [first(exception), first(errors), ...named]
}
