export type LinkOptions = {
  /** Where your Rollcall is reached, e.g. `https://rollcall.example.com`. Only this origin is listened to. */
  baseUrl: string
  /** Goes straight to one integration, e.g. `factorial`. */
  integration?: string
  /** Narrows the choice. */
  integrations?: readonly string[]
  /** True (default): a frame over your page. False: a popup; then call from within a click. */
  iframe?: boolean
  /** Leaves your page; it comes back at the link token's `redirect_uri`, see `resultFromUrl`. */
  sameWindow?: boolean
  /** Hides the way back to the choice of integrations. */
  noBack?: boolean
  authFormat?: "api_key" | "oauth2"
  /** `en` or `es`; otherwise the browser's. */
  lang?: string
  /** Of the popup, in pixels. */
  width?: number
  height?: number
  /** Takes the page away; the result is `closed`. */
  signal?: AbortSignal
}

/** Throws `TypeError` for what can't be a link. */
export function addressOf(linkToken: string, options: LinkOptions): URL {
  if (typeof linkToken !== "string" || linkToken === "")
    throw new TypeError("linkToken: give the token of POST /link-token")
  const base = options?.baseUrl
  if (typeof base !== "string" || !/^https?:\/\//.test(base)) {
    throw new TypeError("baseUrl: give the address of your Rollcall, with http or https")
  }
  const url = new URL(`${base.replace(/\/+$/, "")}/connect-account`)
  const query = {
    link_token: linkToken,
    integration: options.integration,
    integrations: options.integrations?.join(","),
    no_back: options.noBack ? "true" : undefined,
    auth_format: options.authFormat,
    lang: options.lang,
    iframe: options.iframe !== false && !options.sameWindow ? "true" : undefined,
  }
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value)
  return url
}
