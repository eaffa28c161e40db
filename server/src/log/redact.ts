/**
 * What may stand in the log, by list: words, numbers, UUIDs and days as parts of paths, names of parameters, and the values
 * of a few of ours. Everything else, such as a person's address in a path or a filter's value, is a `*`.
 */
const WORD =
  /^(v\d[\w.]{0,9}|[a-z][A-Za-z0-9_.-]{0,59}|\d{1,20}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d)$/
const NAME = /^[A-Za-z_][\w.[\]-]{0,59}$/
const HIDDEN = "*"

export const safeWord = (text: string): string => (WORD.test(text) ? text : HIDDEN)

const MOST_PARTS = 20
const MOST_NAMES = 30

const safePath = (path: string): string =>
  path
    .split("/", MOST_PARTS)
    .map((part) => part && safeWord(part))
    .join("/")

/** A path of an HR system with the names of its parameters. */
export function safeAddress(address: string): string {
  const [path = "", query] = splitAt(address, "?")
  return query ? `${safePath(path)}?${safeQuery(query)}` : safePath(path)
}

/** Of our own parameters: they name a choice, an account or a size. */
const SHOWN: ReadonlySet<string> = new Set([
  ...["integrated_account_id", "limit", "source", "as_of", "truto_response_format", "format", "dry_run"],
  ...["truto_ignore_remote_data", "truto_ignore_limit"],
])
const NONE: ReadonlySet<string> = new Set()

export function safeQuery(query: string, shown: ReadonlySet<string> = NONE): string {
  const pairs = query.split("&", MOST_NAMES).filter((pair) => pair !== "")
  return pairs
    .map((pair) => {
      const [name = "", value = ""] = splitAt(pair, "=")
      const plain = decode(name)
      if (!NAME.test(plain)) return HIDDEN
      return `${plain}=${shown.has(plain) ? safeWord(value) : HIDDEN}`
    })
    .join("&")
}

/** What stands in a path of ours and is no secret: a link token, or the key of an inbound webhook, is not among them. */
const SHOWN_PARAMETERS: ReadonlySet<string> = new Set(["id", "resource", "method", "model", "integration", "action"])

type Asked = { path: string; params: Readonly<Record<string, string>>; query: string }

/** The address of a request to us, from the path of its operation. */
export function safeUrl({ path, params, query }: Asked): string {
  const parts = path.split("/").map((part) => {
    if (part === "*") return safePath(params["*"] ?? "")
    if (!part.startsWith(":")) return part
    const name = part.slice(1)
    return SHOWN_PARAMETERS.has(name) ? safeWord(params[name] ?? "") : HIDDEN
  })
  const shown = safeQuery(query, SHOWN)
  return shown ? `${parts.join("/")}?${shown}` : parts.join("/")
}

function splitAt(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ""
  }
}
