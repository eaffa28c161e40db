/**
 * Makes the documentation site of the repository's Markdown: static HTML, the search index, and every page's source for
 * agents. It runs after the compiler; what it makes is served by the server (`index.ts`) and needs nothing from elsewhere.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { layOut, type Page, sourceOf } from "./layout.js"
import { addressOf } from "./links.js"
import { arrange, type Group } from "./navigation.js"
import { type Rendered, renderMarkdown } from "./render.js"
import { readSources, type Source } from "./sources.js"

export const SITE = fileURLToPath(new URL("../dist/site", import.meta.url))
const STATIC = fileURLToPath(new URL("../static", import.meta.url))

type Made = Rendered & { source: Source }

/** `root`: the repository. Answers the names of the pages. */
export function buildSite(root: string, out: string = SITE): string[] {
  const made = renderAll(readSources(root))
  const entries = made.map(({ source, title }) => ({ name: source.name, title }))
  const groups = arrange(entries)
  rmSync(out, { recursive: true, force: true })
  const write = writerTo(out)
  for (const { source, title, html, headings } of made) {
    const page: Page = { name: source.name, title, html: withScrolling(html), headings }
    write(`${addressOf(source.name)}.html`, layOut(page, groups))
    write(sourceOf(source.name), source.markdown)
  }
  write("/docs/search.json", JSON.stringify(searchIndex(made)))
  write("/docs/llms.txt", listForAgents(groups))
  cpSync(STATIC, join(out, "docs/assets"), { recursive: true })
  cpSync(join(root, "docs/link-pages"), join(out, "docs/link-pages"), { recursive: true })
  return entries.map(({ name }) => name)
}

function renderAll(sources: readonly Source[]): Made[] {
  const all = [...sources, decisionsOf(sources)]
  const names = new Set(all.map(({ name }) => name))
  return all.map((source) => ({ ...renderMarkdown(source.markdown, { ...source, names }), source }))
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
