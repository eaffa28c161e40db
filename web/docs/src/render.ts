import { Marked, type Token, type Tokens } from "marked"
import { highlight } from "./highlight.js"
import { escapeHtml } from "./html.js"
import { type Known, resolveLink } from "./links.js"

export type Heading = { depth: number; text: string; id: string }
/** What search finds: the text below one heading. */
export type Section = { id: string; title: string; text: string }
export type Rendered = { title: string; html: string; headings: Heading[]; sections: Section[] }

/** As GitHub makes it; an error's code is joined by dashes, as the `docs_url` of an error has it. */
export function slugOf(text: string): string {
  if (/^[a-z_]+\.[a-z_]+$/.test(text)) return text.replaceAll(/[._]/g, "-")
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-")
}

/** A page's Markdown as HTML. Raw HTML of a page is left out: pages are text. */
export function renderMarkdown(markdown: string, known: Known): Rendered {
  const headings: Heading[] = []
  const ids = new Map<string, number>()
  const idFor = (text: string): string => {
    const slug = slugOf(text)
    const before = ids.get(slug) ?? 0
    ids.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before}`
  }
  const marked = new Marked({ gfm: true })
  const onHeading = (depth: number, text: string): Heading => {
    const heading = { depth, text, id: idFor(text) }
    headings.push(heading)
    return heading
  }
  marked.use({ renderer: rendererOf(known, onHeading) })
  const tokens = marked.lexer(markdown)
  const html = marked.parser(tokens)
  return { title: headings[0]?.text ?? known.path, html, headings, sections: sectionsOf(tokens, headings) }
}

const NAMES: Readonly<Record<string, string>> = { sh: "Shell", js: "JavaScript", ts: "TypeScript", json: "JSON" }

function rendererOf(known: Known, onHeading: (depth: number, text: string) => Heading) {
  return {
    heading(this: { parser: { parseInline(tokens: Token[]): string } }, { tokens, depth }: Tokens.Heading): string {
      const { id, text } = onHeading(depth, plain(tokens))
      const anchor =
        depth === 1 ? "" : ` <a class="anchor" href="#${id}" aria-label="Link to ${escapeHtml(text)}">#</a>`
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}${anchor}</h${depth}>\n`
    },
    code({ text, lang = "" }: Tokens.Code): string {
      const label = NAMES[lang] ?? lang.toUpperCase()
      const head = `<div class="code-head"><span>${escapeHtml(label)}</span><button type="button" class="copy">Copy</button></div>`
      return `<div class="code">${head}<pre tabindex="0"><code>${highlight(text, lang)}</code></pre></div>\n`
    },
    link(this: { parser: { parseInline(tokens: Token[]): string } }, { href, tokens }: Tokens.Link): string {
      const inner = this.parser.parseInline(tokens)
      const target = resolveLink(href, known)
      if (target.kind === "source") return `<span class="source" title="${escapeHtml(href)}">${inner}</span>`
      return `<a href="${escapeHtml(target.href)}">${inner}</a>`
    },
    image({ href, text }: Tokens.Image): string {
      const target = resolveLink(href, known)
      if (target.kind === "source") return escapeHtml(text)
      return `<img src="${escapeHtml(target.href)}" alt="${escapeHtml(text)}" loading="lazy">`
    },
    html: (): string => "",
  }
}

/** The words of tokens, without marks. */
export function plain(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if ("tokens" in token && Array.isArray(token.tokens)) return plain(token.tokens)
      return "text" in token && typeof token.text === "string" ? unescapeHtml(token.text) : ""
    })
    .join("")
}

const unescapeHtml = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")

function sectionsOf(tokens: readonly Token[], headings: readonly Heading[]): Section[] {
  const sections: Section[] = []
  let next = 0
  for (const token of tokens) {
    const heading = token.type === "heading" ? headings[next] : undefined
    if (heading) {
      next += 1
      sections.push({ id: heading.id, title: heading.text, text: "" })
    } else {
      const last = sections.at(-1)
      if (last && token.type !== "html") last.text += ` ${"raw" in token ? token.raw : ""}`
    }
  }
  return sections.map((one) => ({ ...one, text: withoutMarks(one.text) }))
}

/** Markdown as it is searched and shown in a result. */
const withoutMarks = (markdown: string): string =>
  markdown
    .replace(/\]\([^)]*\)/g, "")
    .replace(/[|`*[\]]|-{3,}/g, " ")
    .replace(/\s+/g, " ")
    .trim()
