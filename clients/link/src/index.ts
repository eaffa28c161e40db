/**
 * Opens Rollcall's link page, where a customer connects their HR system, and says what came of it. It owns the frame or
 * window it opens and takes everything away again. It only listens to that window, at the origin of `baseUrl`.
 */
import { addressOf, type LinkOptions } from "./options.js"
import { type LinkResult, readResult } from "./result.js"

/**
 * Connects a customer. Resolves when they are done, for whatever reason; with `sameWindow` the page is left and the
 * promise never settles. Throws `TypeError` for a missing token or `baseUrl`.
 */
export async function authenticate(linkToken: string, options: LinkOptions): Promise<LinkResult> {
  const url = addressOf(linkToken, options)
  if (options.signal?.aborted) return { status: "closed" }
  if (options.sameWindow) {
    location.assign(url)
    return new Promise(() => {})
  }
  return options.iframe === false ? inPopup(url, options) : inFrame(url, options)
}

/** What your `redirect_uri` was called with; undefined when it was not called by the link page. */
export const resultFromUrl = (url: string): LinkResult | undefined =>
  readResult(Object.fromEntries(new URL(url).searchParams))

type Opened = {
  window: Window
  /** True when the customer closed it. */
  isGone(): boolean
  remove(): void
}

function inFrame(url: URL, options: LinkOptions): Promise<LinkResult> {
  const before = document.activeElement
  const frame = document.createElement("iframe")
  frame.id = "rollcall-link-iframe"
  frame.title = "Rollcall Link"
  frame.src = url.href
  frame.allow = "clipboard-read"
  frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;color-scheme:normal"
  document.body.append(frame)
  frame.focus()
  const remove = () => {
    frame.remove()
    if (before instanceof HTMLElement) before.focus()
  }
  const { contentWindow } = frame
  if (!contentWindow) {
    remove()
    return Promise.resolve({ status: "blocked" })
  }
  return listen(url.origin, { window: contentWindow, isGone: () => !frame.isConnected, remove }, options.signal)
}

function inPopup(url: URL, options: LinkOptions): Promise<LinkResult> {
  const { width = 700, height = 800 } = options
  const left = Math.max(0, screenX + (outerWidth - width) / 2)
  const top = Math.max(0, screenY + (outerHeight - height) / 2)
  const popup = open(url, "rollcall-link", `popup,width=${width},height=${height},left=${left},top=${top}`)
  if (!popup) return Promise.resolve({ status: "blocked" })
  return listen(url.origin, { window: popup, isGone: () => popup.closed, remove: () => popup.close() }, options.signal)
}

const LOOK_MS = 200

/** Until the window says something, is closed, or the caller has enough. */
function listen(origin: string, opened: Opened, signal: AbortSignal | undefined): Promise<LinkResult> {
  return new Promise((resolve) => {
    const settle = (result: LinkResult) => {
      removeEventListener("message", hear)
      signal?.removeEventListener("abort", giveUp)
      clearInterval(looking)
      opened.remove()
      resolve(result)
    }
    const hear = ({ origin: from, source, data }: MessageEvent<unknown>) => {
      if (from !== origin || source !== opened.window) return
      if (data === "closed") return settle({ status: "closed" })
      const result = typeof data === "object" && data !== null ? readResult(data as Record<string, unknown>) : undefined // read with care
      if (result) settle(result)
    }
    const giveUp = () => settle({ status: "closed" })
    const looking = setInterval(() => {
      if (opened.isGone()) giveUp()
    }, LOOK_MS)
    addEventListener("message", hear)
    signal?.addEventListener("abort", giveUp)
  })
}

export type { LinkOptions } from "./options.js"
export type { LinkResult } from "./result.js"
