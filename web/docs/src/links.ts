import { posix } from "node:path"
import { nameOf } from "./sources.js"

/** The address of a page, below that of the server. */
export const addressOf = (name: string): string => (name === "" ? "/docs" : `/docs/${name}`)

/** The address of its Markdown. */
export const sourceOf = (name: string): string => `${addressOf(name === "" ? "index" : name)}.md`

/** From one page to something below the same server, so that the site works behind any prefix. */
export function relative(from: string, to: string): string {
  const path = posix.relative(posix.dirname(addressOf(from)), to)
  // A folder's own address has no slash at its end, so it is named from the folder above.
  return path === "" || path.endsWith("..") ? posix.join(path, "..", posix.basename(to)) : path
}

/** What a link of a file leads to: an address, a picture to take along, or a file that has no page. */
export type Target =
  | { kind: "page"; href: string; name?: string }
  | { kind: "outside" | "picture"; href: string }
  | { kind: "source" }

export type Known = { path: string; name: string; names: ReadonlySet<string> }

export function resolveLink(href: string, { path, name, names }: Known): Target {
  if (/^[a-z]+:/.test(href)) return { kind: "outside", href }
  if (href.startsWith("#")) return { kind: "page", href }
  const [file = "", hash] = href.split("#")
  const target = posix.join(posix.dirname(path), file)
  const page = nameOf(target) ?? nameOf(posix.join(target, "README.md")) ?? folderPage(target)
  if (page !== undefined && names.has(page))
    return { kind: "page", name: page, href: relative(name, addressOf(page)) + (hash ? `#${hash}` : "") }
  if (/^docs\/.*\.(png|svg)$/.test(target)) return { kind: "picture", href: relative(name, `/${target}`) }
  return { kind: "source" }
}

const folderPage = (target: string): string | undefined =>
  target.replace(/\/$/, "") === "docs/decisions" ? "decisions" : undefined

const CODE = /^(```.*?^```$|`[^`\n]*`)/gms
const LINK = /\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g

/** The Markdown of a page for who reads that: its links lead to Markdown, and files without a page are named alone. */
export const linkSources = (markdown: string, known: Known): string =>
  markdown
    .split(CODE)
    .map((part) =>
      part.startsWith("`") ? part : part.replace(LINK, (whole, text, href) => linkSource(known, { whole, text, href })),
    )
    .join("")

function linkSource(known: Known, { whole, text, href }: { whole: string; text: string; href: string }): string {
  const target = resolveLink(href, known)
  const to = (address: string) => posix.relative(posix.dirname(sourceOf(known.name)), address)
  if (target.kind === "source") return text
  if (target.kind === "picture") return `[${text}](${to(posix.join("/", posix.dirname(known.path), href))})`
  if (target.kind !== "page" || target.name === undefined) return whole
  const [, hash] = href.split("#")
  return `[${text}](${to(sourceOf(target.name))}${hash ? `#${hash}` : ""})`
}
