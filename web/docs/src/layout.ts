import { escapeHtml } from "./html.js"
import { addressOf, relative } from "./links.js"
import type { Entry, Group } from "./navigation.js"
import type { Heading } from "./render.js"

/** `markdown`: the address of what it was made of. */
export type Page = { name: string; title: string; html: string; headings: readonly Heading[]; markdown?: string }

/** A whole page: sidebar, text, what is on the page, and the pages before and after. It needs no script to be read. */
export function layOut(page: Page, groups: readonly Group[], isInteractive = false): string {
  return isInteractive ? layOutReference(page) : layOutText(page, groups)
}

function layOutText(page: Page, groups: readonly Group[]): string {
  const to = (address: string) => escapeHtml(relative(page.name, address))
  return `<!doctype html>
<html lang="en" data-docs="${to("/docs")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.name === "" ? "Rollcall documentation" : `${page.title} · Rollcall`)}</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
${stylesheets(to, "frame", "site")}
${page.markdown === undefined ? "" : `<link rel="alternate" type="text/markdown" href="${to(page.markdown)}">`}
<script type="module" src="${to("/docs/assets/site.js")}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header class="top">
<button type="button" class="menu" aria-expanded="false" aria-controls="sidebar"><span aria-hidden="true"></span>Menu</button>
<a class="brand" href="${to("/docs")}"><span class="mark" aria-hidden="true">R</span>Rollcall <span class="soft">Docs</span></a>
<div class="search" role="search">
<label class="hidden" for="q">Search the documentation</label>
<input id="q" type="search" placeholder="Search" autocomplete="off" aria-controls="found" aria-describedby="q-hint">
<kbd id="q-hint" title="Press / to search">/</kbd>
<div id="found" class="found" role="region" aria-label="Search results" hidden></div>
</div>
<a class="api" href="${to("/docs/reference")}">API reference</a>
</header>
<div class="frame">
<nav id="sidebar" class="sidebar" aria-label="Documentation">${groups.map((group) => groupOf(group, page.name)).join("")}</nav>
<main id="content" tabindex="-1">
<article>${page.html}</article>
${neighbours(page.name, groups)}
${page.markdown === undefined ? "" : `<footer class="foot"><a href="${to(page.markdown)}">This page as Markdown</a></footer>`}
</main>
${onThisPage(page.headings)}
</div>
</body>
</html>
`
}

/** The interactive reference has a list of its own, so it takes the whole width. */
function layOutReference({ name, title, html }: Page): string {
  const to = (address: string) => escapeHtml(relative(name, address))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Rollcall</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
${stylesheets(to, "frame")}
<script defer src="${to("/docs/assets/api-reference.js")}"></script>
<script type="module" src="${to("/docs/assets/reference.js")}"></script>
</head>
<body class="reference">
<header class="top">
<a class="brand" href="${to("/docs")}"><span class="mark" aria-hidden="true">R</span>Rollcall <span class="soft">Docs</span></a>
<a class="api end" href="${to("/docs/operations")}">Plain list</a>
</header>
<div id="reference"><noscript>${html}</noscript></div>
</body>
</html>
`
}

const stylesheets = (to: (address: string) => string, ...names: string[]): string =>
  names.map((name) => `<link rel="stylesheet" href="${to(`/docs/assets/${name}.css`)}">`).join("")

function groupOf({ title, entries }: Group, current: string): string {
  const items = entries.map(({ name, title: text }) => {
    const mark = name === current ? ' aria-current="page"' : ""
    return `<li><a href="${escapeHtml(relative(current, addressOf(name)))}"${mark}>${escapeHtml(shortOf(name, text))}</a></li>`
  })
  return `<section><h2>${escapeHtml(title)}</h2><ul>${items.join("")}</ul></section>`
}

/** What follows a colon explains; in the sidebar the name is enough. */
const shortOf = (name: string, title: string): string => (name === "" ? "Overview" : (title.split(":")[0] ?? title))

function neighbours(current: string, groups: readonly Group[]): string {
  const all = groups.flatMap(({ entries }) => entries)
  const at = all.findIndex(({ name }) => name === current)
  if (at === -1) return ""
  const link = (kind: string, entry: Entry | undefined) =>
    entry === undefined
      ? "<span></span>"
      : `<a class="${kind}" rel="${kind}" href="${escapeHtml(relative(current, addressOf(entry.name)))}"><span>${kind === "prev" ? "Previous" : "Next"}</span>${escapeHtml(shortOf(entry.name, entry.title))}</a>`
  return `<nav class="neighbours" aria-label="Pages before and after">${link("prev", all[at - 1])}${link("next", all[at + 1])}</nav>`
}

function onThisPage(headings: readonly Heading[]): string {
  const shown = headings.filter(({ depth }) => depth === 2 || depth === 3)
  if (shown.length < 2) return '<div class="toc"></div>'
  const items = shown.map(
    ({ depth, id, text }) => `<li class="depth-${depth}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
  )
  return `<nav class="toc" aria-label="On this page"><h2>On this page</h2><ul>${items.join("")}</ul></nav>`
}
