import { readableOn } from "./colour.js"
import { Html, html } from "./html.js"
import { en, type Texts } from "./texts/en.js"
import { es } from "./texts/es.js"
import type { Frame, Integration, LinkMessage, Notice } from "./view.js"

const TEXTS = { en, es }

/** What every page is drawn with; `product` is who asks, as a sentence can say it. */
export type Drawing = Frame & { texts: Texts; product: string }

export function drawingOf(frame: Frame): Drawing {
  const texts = TEXTS[frame.language]
  return { ...frame, texts, product: frame.brand.name ?? texts.unknownProduct }
}

export type Page = {
  title: string
  /** How it stands, beside the title. */
  sign?: "good" | "warn"
  integration?: Integration
  body: Html
  /** What is posted to the caller's page: soon, with `afterMs`, else when the person closes or finishes. */
  post?: { message: LinkMessage; afterMs?: number } | undefined
  /** The page changes by itself: it is read again. */
  isLive?: boolean
}

/** Address of this page with other query values; null takes one away. */
export function hrefOf(
  { base, carried }: Drawing,
  path: "" | "/authorize" | "/check-again",
  changes: Readonly<Record<string, string | null>> = {},
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...carried, ...changes })) if (value !== null) query.set(name, value)
  return `${base}/connect-account${path}?${query}`
}

export function layout(drawing: Drawing, page: Page): string {
  const { base, language, mode, nonce, redirectUri, messageOrigins, texts } = drawing
  const accent = /^#[0-9a-f]{6}$/i.test(drawing.brand.accentColor ?? "") ? drawing.brand.accentColor : null
  const message = page.post ? JSON.stringify(page.post.message) : null
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} · ${drawing.brand.name ?? OURSELVES}</title>
<link rel="stylesheet" href="${base}/connect-account/assets/link.css">
${accent && html`<style nonce="${nonce}">:root{--accent:${accent};--onaccent:${readableOn(accent)}}</style>`}
${page.isLive && html`<noscript><meta http-equiv="refresh" content="2"></noscript>`}
<script src="${base}/connect-account/assets/link.js" type="module"></script>
</head>
<body class="${mode === "iframe" ? "framed" : ""}">
<main class="card" id="page" data-mode="${mode}" data-message-origins="${JSON.stringify(messageOrigins)}" data-message="${message ?? ""}"
 data-after="${page.post?.afterMs ?? ""}" data-live="${page.isLive ? "yes" : ""}" data-redirect="${redirectUri ?? ""}">
${closer(drawing)}
${masthead(drawing, page.integration)}
<div class="head">${page.sign && html`<span class="sign ${page.sign}" aria-hidden="true">${SIGNS[page.sign]}</span>`}<h1 tabindex="-1">${page.title}</h1></div>
${page.body}
<p class="hidden" role="status" id="said"></p>
</main>
<noscript><p class="hidden">${texts.closeWindow}</p></noscript>
</body>
</html>
`.text
}

function closer({ texts }: Drawing): Html {
  return html`<button type="button" class="x" data-close hidden><span aria-hidden="true">×</span><span class="hidden">${texts.close}</span></button>`
}

/** In the masthead, when nobody else is known. */
const OURSELVES = "Rollcall"
const SIGNS = { good: "✓", warn: "!" }

function masthead({ brand }: Drawing, integration: Integration | undefined): Html {
  const name = brand.name ?? OURSELVES
  const logo = brand.logoUrl
    ? html`<img src="${brand.logoUrl}" alt="">`
    : html`<span aria-hidden="true">${initialOf(name)}</span>`
  const system =
    integration &&
    html`<span class="join" aria-hidden="true"></span><span class="mark system" aria-hidden="true">${initialOf(integration.name)}</span>`
  return html`<header><span class="mark">${logo}</span>${system}<span>${name}${integration && ` · ${integration.name}`}</span></header>`
}

export const initialOf = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? "?"

/** The way out when nothing opened the page: back to the caller, if it gave an address. */
export function wayBack({ product, redirectUri, mode, texts }: Drawing, label?: string): Html {
  if (redirectUri === null || mode !== "window") return new Html("")
  return html`<a class="button" href="${redirectUri}" data-leave>${label ?? texts.backTo(product)}</a>`
}

export function noticeBox(drawing: Drawing, notice: Notice, system: string): Html {
  // Who said no did nothing wrong.
  const tone = notice.kind === "cancelled" ? "" : " bad"
  return html`<p class="notice${tone}" role="alert" data-notice>${noticeText(drawing, notice, system)}</p>`
}

function noticeText({ texts, product }: Drawing, notice: Notice, system: string): string {
  if (notice.kind === "wrong_company") return texts.notice.wrong_company(notice.expected, notice.got)
  if (notice.kind === "oauth_error") return texts.notice.oauth_error(system, notice.error)
  if (notice.kind === "closed") return texts.notice.closed
  if (notice.kind === "misconfigured") return texts.notice.misconfigured(system, product)
  return texts.notice[notice.kind](system)
}
