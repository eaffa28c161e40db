import { type Html, html } from "../html.js"
import { type Drawing, hrefOf, type Page, wayBack } from "../layout.js"
import type { Step, View } from "../view.js"

const SIGNS = { running: "", ok: "✓", missing: "!", failed: "×" }

export function checkingPage(drawing: Drawing, view: Extract<View, { state: "checking" }>): Page {
  const { texts } = drawing
  return {
    title: texts.title.checking,
    integration: view.integration,
    isLive: true,
    body: html`<p class="soft">${texts.checkingText}</p>${stepList(drawing, view)}`,
  }
}

/** Time to see the green before the caller's page takes over. */
const PAUSE_MS = 1_500

export function successPage(drawing: Drawing, view: Extract<View, { state: "success" }>): Page {
  const { texts, product, redirectUri } = drawing
  const isPartly = view.steps.some((step) => step.status !== "ok")
  const said = view.companyName ? texts.successText(view.companyName, product) : texts.successUnnamed(product)
  const canReturn = redirectUri !== null && drawing.mode === "window"
  return {
    title: texts.title.success,
    sign: "good",
    integration: view.integration,
    post: { message: view.message, ...(isPartly ? {} : { afterMs: PAUSE_MS }) },
    body: html`<p>${said}${drawing.mode === "inner" && ` ${texts.closeWindow}`}</p>
${isPartly && html`<p class="notice">${texts.successPartly}</p>`}
${stepList(drawing, view)}
<p class="actions">${canReturn ? html`<a class="button main" href="${redirectUri}" data-finish>${texts.finish}</a>` : html`<button type="button" class="main" data-finish hidden>${texts.finish}</button>`}</p>
<noscript><p>${texts.closeWindow}</p></noscript>`,
  }
}

export function failedPage(drawing: Drawing, view: Extract<View, { state: "failed" }>): Page {
  const { texts, product } = drawing
  const { integration, isDown } = view
  return {
    title: isDown ? texts.title.down(integration.name) : texts.title.failed,
    sign: "warn",
    integration,
    post: { message: view.message },
    body: html`<p>${isDown ? texts.downText : texts.failedText(product)}</p>
${stepList(drawing, view)}
<form class="actions" method="post" action="${hrefOf(drawing, "/check-again")}">
<button class="main" type="submit">${texts.checkAgain}</button>
<a href="${hrefOf(drawing, "", { integration: integration.id, anew: view.runId })}">${texts.otherCredential}</a>
${wayBack(drawing, texts.cancel)}
</form>`,
  }
}

type Shown = Pick<Extract<View, { state: "success" | "failed" | "checking" }>, Seen>
type Seen = "state" | "steps" | "integration" | "companyName"

/** At an address where nothing is, nothing was checked, the credential neither: that is one sentence and no list. */
function stepList(drawing: Drawing, view: Shown): Html | false {
  if (view.steps.length === 0) return false
  const setting = view.steps.find(({ mayBeWrong }) => mayBeWrong !== null)?.mayBeWrong
  if (setting) return html`<p class="notice">${drawing.texts.checkAddress(setting, view.integration.name)}</p>`
  const items = view.steps.map((step) => stepItem(drawing, step, view))
  return html`<ul class="steps" aria-label="${drawing.texts.checks}">${items}</ul>`
}

function stepItem({ texts }: Drawing, step: Step, { state, integration, companyName }: Shown): Html {
  const { name, status, permission } = step
  const system = integration.name
  // A connection that works is not checked again by hand.
  const howToMend = state === "success" ? texts.checkLater : texts.checkFix
  const said = {
    running: texts.checkRunning,
    ok: texts.checkOk,
    missing: texts.checkMissing,
    failed: texts.checkFailed,
  }
  const isNamed = name === "credential" && status === "ok" && companyName !== null
  const words = step.label ?? (name === "credential" ? texts.credential : name)
  const label = isNamed ? texts.credentialOk(companyName) : words
  const mend = permission ? howToMend(permission, system) : texts.notice.refused(system)
  const fix = status === "missing" && mend
  return html`<li class="${status}"><span class="dot" aria-hidden="true">${SIGNS[status]}</span><span>${label}</span><span class="said">${said[status]}</span>${fix && html`<p class="fix">${fix}</p>`}</li>`
}
