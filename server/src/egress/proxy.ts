import { type Dispatcher, Pool, ProxyAgent } from "undici"

/** The operator's proxy for the way out, as `HTTPS_PROXY` and `NO_PROXY` name it. */
export type WebProxy = {
  url: string
  /** Hosts that are reached without it, as they stand in `NO_PROXY`. */
  except: readonly string[]
}

type Target = Pick<URL, "hostname" | "port">

/**
 * True for a target of `NO_PROXY`: a host with all names below it (`example.com`, `.example.com`, `*.example.com`), one
 * port of it (`example.com:8443`), or `*` for everything.
 */
export function isDirect({ except }: WebProxy, { hostname, port }: Target): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, "")
  return except.some((entry) => {
    if (entry === "*") return true
    const [, name = "", wantedPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
    const isHost = name !== "" && (host === name || host.endsWith(`.${name}`))
    return isHost && (wantedPort === undefined || wantedPort === (port || "443"))
  })
}

type Ways = {
  direct: Dispatcher
  proxy: WebProxy
  connections: number
  /** How long the proxy may take to answer that a tunnel is there. */
  tunnelMs: number
  /** Throws for a target that is not allowed. The proxy looks names up, so this is all that can be told here. */
  assertAllowed(url: URL): void
}

/** Sends https calls through the proxy's tunnel, unless their host is excepted. Plain http is for one's own machine. */
export function throughProxy({ direct, proxy, connections, tunnelMs, assertAllowed }: Ways): {
  dispatcher: Dispatcher
  close(): Promise<void>
} {
  const clientFactory = (origin: URL, options: object) => new Pool(origin, { ...options, headersTimeout: tunnelMs })
  const settings = { uri: proxy.url, connections, keepAliveTimeout: 10_000, allowH2: false }
  const tunnels = new ProxyAgent({ ...settings, clientFactory })
  const dispatcher = direct.compose((dispatch) => (options, handler) => {
    const url = new URL(String(options.origin))
    if (url.protocol !== "https:" || isDirect(proxy, url)) return dispatch(options, handler)
    assertAllowed(url)
    return tunnels.dispatch(options, handler)
  })
  return { dispatcher, close: () => tunnels.close() }
}
