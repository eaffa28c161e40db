/** How an environment's link page looks and where it may send people. */
export type LinkSettings = {
  /** Of the product that asks for access. */
  name: string
  logoUrl: string | null
  /** `#rrggbb`. */
  accentColor: string | null
  /** Where the page may be framed and whom it tells the result; empty: anywhere. */
  allowedOrigins: readonly string[]
  /** Where `redirect_uri` may point: exact addresses, or a prefix that ends in `*`; empty: anywhere. */
  redirectUris: readonly string[]
  /** Language when the browser names none that the page speaks. */
  locale: string | null
}

/** Whether a `redirect_uri` is allowed; only http and https ever are. */
export function isAllowedRedirect(uri: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, username, password, href } = new URL(uri)
  if (!/^https?:$/.test(protocol) || username !== "" || password !== "") return false
  return allowed.length === 0 || allowed.some((one) => isMatch(href, one))
}

function isMatch(href: string, pattern: string): boolean {
  const isPrefix = pattern.endsWith("*")
  const text = isPrefix ? pattern.slice(0, -1) : pattern
  if (!URL.canParse(text)) return false
  // Written out by the parser, so that a prefix always covers a whole host.
  const written = new URL(text).href
  return isPrefix ? href.startsWith(written) : href === written
}
