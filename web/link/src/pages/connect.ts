import { type Html, html } from "../html.js"
import { type Drawing, hrefOf, noticeBox, type Page, wayBack } from "../layout.js"
import { SETTING, type View } from "../view.js"
import { fieldInputs } from "./fields.js"

type Connect = Extract<View, { state: "connect" }>

/** Who asks, for what, and the way to say yes. */
export function connectPage(drawing: Drawing, view: Connect): Page {
  const { texts, product } = drawing
  const { integration, isReconnect, companyName, notice } = view
  const title = isReconnect ? texts.title.reconnect : texts.title.connect
  const intro = isReconnect ? texts.reconnectIntro : texts.intro
  return {
    title: title(product, integration.name),
    integration,
    // In a frame the person goes on in another window, and this page follows.
    isLive: drawing.mode === "iframe" && view.method === "oauth2",
    body: html`${notice && noticeBox(drawing, notice, integration.name)}
<p>${intro(product, integration.name)}</p>
${isReconnect && companyName && html`<p><strong>${texts.reconnectCompany}:</strong> ${companyName}</p>`}
${sharedList(drawing, view)}
${tabs(drawing, view)}
${view.method === "oauth2" ? oauthPart(drawing, view) : keyPart(drawing, view)}
<p class="actions">${view.canGoBack && html`<a href="${hrefOf(drawing, "", { integration: null, method: null })}">${texts.back}</a>`}${wayBack(drawing, texts.cancel)}</p>`,
  }
}

function sharedList({ texts, product }: Drawing, { shared }: Connect): Html {
  return html`<h2>${texts.shared}</h2>
<ul class="shared">${shared.map((words) => html`<li>${words}</li>`)}</ul>
<p class="soft">${texts.sharedNote(product)}</p>`
}

function tabs(drawing: Drawing, { methods, method }: Connect): Html | false {
  if (methods.length < 2) return false
  const { texts } = drawing
  const links = methods.map(
    (one) =>
      html`<a href="${hrefOf(drawing, "", { method: one })}"${one === method && html` aria-current="page"`}>${texts.methods[one]}</a>`,
  )
  return html`<nav class="tabs" aria-label="${texts.methodsLabel}">${links}</nav>`
}

/** Without fields it is a link; with them a form, whose script goes where the link would. */
function oauthPart(drawing: Drawing, view: Connect): Html {
  const { texts } = drawing
  const { integration } = view
  const typed = Object.fromEntries(view.fields.map(({ name, value }) => [SETTING + name, value || null]))
  const href = hrefOf(drawing, "/authorize", { integration: integration.id, ...typed })
  return html`<p class="soft">${texts.oauthHow(integration.name)}</p>
${view.fields.length === 0 ? consentLink(drawing, view, href) : settingsForm(drawing, view, href)}
<div class="notice" id="blocked" role="alert" hidden>${texts.popupBlocked} <a href="${href}" target="_blank">${texts.openWindow}</a></div>
<p class="soft" id="popup-open" role="status" hidden>${texts.popupOpen(integration.name)}</p>`
}

function consentLink({ texts, mode }: Drawing, { integration }: Connect, href: string): Html {
  // Consent pages can't be framed.
  const target = mode === "iframe" && html` target="_blank" data-popup`
  return html`<a class="button main" href="${href}"${target}>${texts.oauthButton(integration.name)}</a>`
}

/** Without a script the form leads to this page once more, because no form may lead to another site; a link goes on from there. */
function settingsForm(drawing: Drawing, view: Connect, href: string): Html {
  const { base, carried, texts } = drawing
  const { fields, integration } = view
  const kept = Object.entries(carried).filter(([name]) => !name.startsWith(SETTING))
  const hidden = { ...Object.fromEntries(kept), integration: integration.id, method: "oauth2" }
  const isReady = fields.every(({ isRequired, problem, value }) => problem === null && (value !== "" || !isRequired))
  return html`<form method="get" action="${base}/connect-account" data-fields data-consent="${base}/connect-account/authorize" novalidate>
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fieldInputs(drawing, fields, SETTING)}
${helpLink(drawing, view)}
<button class="main" type="submit">${texts.oauthButton(integration.name)}</button>
</form>
${isReady && html`<noscript><p>${consentLink(drawing, view, href)}</p></noscript>`}`
}

const helpLink = ({ texts }: Drawing, { helpLink: href }: Connect): Html | null =>
  href === null
    ? null
    : html`<p class="soft"><a href="${href}" target="_blank" rel="noopener noreferrer">${texts.fieldDocs}</a></p>`

function keyPart(drawing: Drawing, view: Connect): Html {
  const { texts } = drawing
  const action = hrefOf(drawing, "", { integration: view.integration.id, method: "api_key" })
  return html`<form method="post" action="${action}" data-fields novalidate data-busy="${texts.keyBusy}">
${fieldInputs(drawing, view.fields)}
${helpLink(drawing, view)}
<button class="main" type="submit">${texts.keyButton}</button>
<p class="soft">${texts.secured}</p>
</form>`
}
