/**
 * Makes the documentation site of the repository's Markdown: static HTML, the search index, and every page's source for
 * agents. It runs after the compiler; what it makes is served by the server (`index.ts`) and needs nothing from elsewhere.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { type Operation, operations } from "@rollcall/contract"
import { collectionOf } from "./collection.js"
import { layOut, type Page } from "./layout.js"
import { addressOf, linkSources, sourceOf } from "./links.js"
import { arrange, type Group } from "./navigation.js"
import { type NotFound, TEXT, UP } from "./not-found.js"
import { type ApiDocument, readApi } from "./open-api.js"
import { operationsAsMarkdown } from "./operations.js"
import { referencePage } from "./reference.js"
import { type Heading, type Rendered, renderMarkdown } from "./render.js"
import { readSources, type Source } from "./sources.js"

export const SITE = fileURLToPath(new URL("../dist/site", import.meta.url))
const STATIC = fileURLToPath(new URL("../static", import.meta.url))

type Made = Rendered & { source: Source }

export type BuildOptions = {
  out?: string
  /** The API as an OpenAPI document. */
  openApi: unknown
  /** The file of the interactive reference, where it could be fetched. */
  reference?: string | undefined
}

/** `root`: the repository. Answers the names of the pages. */
export function buildSite(root: string, { out = SITE, openApi, reference }: BuildOptions): string[] {
  const api = readApi(openApi)
  const made = renderAll([...readSources(root), operationsPage(api), referencePage(reference !== undefined)])
  const entries = made.map(({ source, title }) => ({ name: source.name, title }))
  const groups = arrange(entries)
  const pageNames = new Set(entries.map(({ name }) => name))
  rmSync(out, { recursive: true, force: true })
  const write = writerTo(out)
  for (const { source, title, html, headings } of made) {
    const markdown = sourceOf(source.name)
    const page: Page = { name: source.name, title, html: withScrolling(html), headings, markdown }
    write(
      `${addressOf(source.name)}.html`,
      layOut(page, groups, source.name === "reference" && reference !== undefined),
    )
    write(markdown, linkSources(source.markdown, { ...source, names: pageNames }))
  }
  write("/docs/search.json", JSON.stringify(searchIndex(made)))
  write("/not-found.json", JSON.stringify(notFound(made, groups)))
  write("/docs/llms.txt", listForAgents(groups))
  write("/docs/rollcall.postman_collection.json", JSON.stringify(collectionOf(api), null, 1))
  cpSync(STATIC, join(out, "docs/assets"), { recursive: true })
  if (reference !== undefined) write("/docs/assets/api-reference.js", readFileSync(reference, "utf8"))
  cpSync(join(root, "docs/link-pages"), join(out, "docs/link-pages"), { recursive: true })
  return entries.map(({ name }) => name)
}

function renderAll(sources: readonly Source[]): Made[] {
  const all = [...sources, decisionsOf(sources)]
  const names = new Set(all.map(({ name }) => name))
  return all.map((source) => ({ ...renderMarkdown(source.markdown, { ...source, names }), source }))
}

const operationsPage = (api: ApiDocument): Source => ({
  path: "docs/operations.md",
  name: "operations",
  markdown: operationsAsMarkdown(api, rightOf),
})

/** An operation that takes any method is described once for each, with the method behind its id. */
function rightOf(id: string): string | undefined {
  const all = Object.values<Operation>(operations)
  const found = all.find((one) => one.id === id) ?? all.find((one) => one.method === "ANY" && id.startsWith(one.id))
  if (!found || found.access === "anybody") return undefined
  if (typeof found.access === "string") return found.access === "all" ? "all" : "any scope"
  const { verb, of, parameter } = found.access
  return parameter === undefined ? `${verb}:${of}` : `${verb}:{${parameter}}`
}

/** The page that lists the decisions. */
function decisionsOf(sources: readonly Source[]): Source {
  const items = sources
    .filter(({ name }) => name.startsWith("decisions/"))
    .map(({ path, markdown }) => `- [${titleIn(markdown)}](${path.replace("docs/decisions/", "")})`)
  const markdown = `# Decisions\n\nWhy Rollcall is as it is.\n\n${items.join("\n")}\n`
  return { path: "docs/decisions/README.md", name: "decisions", markdown }
}

const titleIn = (markdown: string): string => /^# (.*)$/m.exec(markdown)?.[1] ?? "Untitled"

/** A wide table scrolls by itself, with the keyboard too. */
const withScrolling = (html: string): string =>
  html
    .replaceAll("<table>", '<div class="table" role="region" aria-label="Table" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>")

/** One row a section: page, anchor, title of the page, title of the section, text. */
const searchIndex = (made: readonly Made[]): string[][] =>
  made.flatMap(({ source, title, sections }) =>
    sections.map((section) => [source.name, section.id, title, section.title, section.text]),
  )

/** The server fills it in: the page may be asked for at any depth, so each of its addresses is marked. */
function notFound(made: readonly Made[], groups: readonly Group[]): NotFound {
  const page = { name: "not-found", title: "Page not found", html: TEXT, headings: [] }
  const isWords = ({ depth, text }: Heading) => depth > 1 && /^[A-Z][a-z ]/.test(text) && !/\w[._:]\w/.test(text)
  const pages = made
    .filter(({ source }) => !source.name.startsWith("decisions/"))
    .map(({ source, title, headings }) => {
      return { name: source.name, title, parts: headings.filter(isWords).map(({ id, text }) => ({ id, title: text })) }
    })
  return { template: layOut(page, groups).replace(/ (href|src|data-docs)="(?!#|data:)/g, ` $1="${UP}`), pages }
}

function listForAgents(groups: readonly Group[]): string {
  const parts = groups.map(
    ({ title, entries }) =>
      `## ${title}\n\n${entries.map((entry) => `- [${entry.title}](${sourceOf(entry.name)})`).join("\n")}\n`,
  )
  return `# Rollcall\n\n> One API for the HR systems of your customers, on your own servers. The API is described at /openapi.json.\n\n${parts.join("\n")}`
}

/** Text is kept compressed beside itself, so that serving it costs nothing. */
const writerTo = (out: string) => (path: string, text: string) => {
  const file = join(out, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  if (text.length > 2_000) writeFileSync(`${file}.gz`, gzipSync(text, { level: 6 }))
}
