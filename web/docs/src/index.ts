/** The documentation site as files that were built before, by the address at which each is served. It touches no other file. */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { extname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { createNotFound } from "./not-found.js"

export type DocsFile = { type: string; etag: string; body: Buffer; gzipped: Buffer | undefined }
/** `notFound`: a page as HTML for an address that has none. */
export type DocsSite = { file(path: string): DocsFile | undefined; notFound(path: string): string }

const SITE = fileURLToPath(new URL("../dist/site", import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
}

/** Files are listed once and read when they are first asked for: a path that is not in the list reads nothing. */
export function openDocsSite(folder: string = SITE): DocsSite | undefined {
  if (!existsSync(join(folder, "docs.html"))) return undefined
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.startsWith("docs") && extname(name) in TYPES,
  )
  const byAddress = new Map(names.map((name) => [`/${name.replaceAll("\\", "/").replace(/\.html$/, "")}`, name]))
  const read = new Map<string, DocsFile>()
  let notFound: ((path: string) => string) | undefined
  return {
    file(path) {
      const name = byAddress.get(path)
      if (name === undefined) return undefined
      const file = read.get(name) ?? readOne(join(folder, name))
      read.set(name, file)
      return file
    },
    notFound(path) {
      notFound ??= createNotFound(JSON.parse(readFileSync(join(folder, "not-found.json"), "utf8")))
      return notFound(path)
    },
  }
}

function readOne(path: string): DocsFile {
  const body = readFileSync(path)
  const gzipped = existsSync(`${path}.gz`) ? readFileSync(`${path}.gz`) : undefined
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`
  return { type: TYPES[extname(path)] ?? "application/octet-stream", etag, body, gzipped }
}
