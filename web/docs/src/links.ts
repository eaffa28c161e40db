import { posix } from "node:path"
import { nameOf } from "./sources.js"

/** The address of a page, below that of the server. */
export const addressOf = (name: string): string => (name === "" ? "/docs" : `/docs/${name}`)

/** From one page to something below the same server, so that the site works behind any prefix. */
export function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(addressOf(from)), to)
  // A folder's own address has no slash at its end, so it is named from the folder above.
  return path === "" || path.endsWith("..") ? posix.join(path, "..", posix.basename(to)) : path
}

/** What a link of a file leads to: an address, a picture to take along, or a file that has no page. */
export type Target = { kind: "page" | "outside" | "picture"; href: string } | { kind: "source" }

export type Known = { path: string; name: string; names: ReadonlySet<string> }

export function resolveLink(href: string, { path, name, names }: Known): Target {
  if (/^[a-z]+:/.test(href)) return { kind: "outside", href }
  if (href.startsWith("#")) return { kind: "page", href }
  const [file = "", hash] = href.split("#")
  const target = posix.join(posix.dirname(path), file)
  const page = nameOf(target) ?? nameOf(posix.join(target, "README.md")) ?? folderPage(target)
  if (page !== undefined && names.has(page))
    return { kind: "page", href: relative(name, addressOf(page)) + (hash ? `#${hash}` : "") }
  if (/^docs\/.*\.(png|svg)$/.test(target)) return { kind: "picture", href: relative(name, `/${target}`) }
  return { kind: "source" }
}

const folderPage = (target: string): string | undefined =>
  target.replace(/\/$/, "") === "docs/decisions" ? "decisions" : undefined
