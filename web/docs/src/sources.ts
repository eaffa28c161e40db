import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** A Markdown file of the repository and the name of its page: `docs/webhooks.md` is `webhooks`, the start page is empty. */
export type Source = { path: string; name: string; markdown: string }

const OF_THE_ROOT: Readonly<Record<string, string>> = { "README.md": "", "ARCHITECTURE.md": "architecture" }
const MORE = ["CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md"]

/** The name of the page that a file becomes, or undefined when it becomes none. */
export function nameOf(path: string): string | undefined {
  const ofRoot = OF_THE_ROOT[path]
  if (ofRoot !== undefined) return ofRoot
  if (MORE.includes(path)) return path.replace(".md", "").toLowerCase()
  if (/^docs\/.+\.md$/.test(path)) return path.slice("docs/".length).replace(/(\/README)?\.md$/, "")
  return /^(?:sandbox|clients)\/[^/]+\/README\.md$/.test(path) ? path.replace("/README.md", "") : undefined
}

export function readSources(root: string): Source[] {
  const folders = ["sandbox", "clients"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((one) => `${folder}/${one}/README.md`),
  )
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((one) => `docs/${one}`)
  return [...Object.keys(OF_THE_ROOT), ...MORE, ...docs.sort(), ...folders].flatMap((path) => {
    const name = nameOf(path)
    if (name === undefined || !existsSync(join(root, path))) return []
    return [{ path, name, markdown: readFileSync(join(root, path), "utf8") }]
  })
}
