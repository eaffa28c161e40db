import { type Html, html } from "../html.js"
import { type Drawing, hrefOf, noticeBox, type Page, wayBack } from "../layout.js"
import type { View } from "../view.js"

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

function sharedList({ texts, product }: Drawing, { dataKinds }: Connect): Html {
  return html`<h2>${texts.shared}</h2>
<ul class="shared">${dataKinds.map((kind) => html`<li>${texts.data[kind] ?? kind}</li>`)}</ul>
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

function oauthPart(drawing: Drawing, { integration }: Connect): Html {
  const { texts, mode } = drawing
  const href = hrefOf(drawing, "/authorize", { integration: integration.id })
  // Consent pages can't be framed.
  const target = mode === "iframe" && html` target="_blank" data-popup`
  return html`<p class="soft">${texts.oauthHow(integration.name)}</p>
<a class="button main" href="${href}"${target}>${texts.oauthButton(integration.name)}</a>
<div class="notice" id="blocked" role="alert" hidden>${texts.popupBlocked} <a href="${href}" target="_blank">${texts.openWindow}</a></div>
<p class="soft" id="popup-open" role="status" hidden>${texts.popupOpen(integration.name)}</p>`
}

function keyPart(drawing: Drawing, { integration, keyField, problem }: Connect): Html {
  const { texts } = drawing
  const said = problem && (problem === "missing" ? texts.keyMissing : texts.keyMalformed)
  const help =
    keyField.helpText &&
    html`<p class="soft" id="key-help"><strong>${texts.keyHelp}</strong> ${keyField.helpText} ${keyField.helpLink && html`<a href="${keyField.helpLink}" target="_blank" rel="noopener noreferrer">${texts.keyDocs}</a>`}</p>`
  return html`<form method="post" action="${hrefOf(drawing, "", { integration: integration.id, method: "api_key" })}" data-key-form novalidate
 data-missing="${texts.keyMissing}" data-malformed="${texts.keyMalformed}" data-busy="${texts.keyBusy}">
<label for="api-key">${keyField.label}</label>
<div class="field">
<input id="api-key" name="api_key" type="password" required autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="5000"
 placeholder="${keyField.placeholder ?? ""}" aria-describedby="key-problem${help && " key-help"}" aria-invalid="${said ? "true" : "false"}">
<button type="button" data-reveal aria-controls="api-key" aria-pressed="false" data-show="${texts.keyShow}" data-hide="${texts.keyHide}" hidden>${texts.keyShow}</button>
</div>
<p class="problem" id="key-problem" role="alert">${said}</p>
${help}
<button class="main" type="submit">${texts.keyButton}</button>
<p class="soft">${texts.secured}</p>
</form>`
}
