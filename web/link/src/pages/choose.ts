import { html } from "../html.js"
import { type Drawing, hrefOf, initialOf, type Page, wayBack } from "../layout.js"
import type { View } from "../view.js"

export function pickerPage(drawing: Drawing, { offers }: Extract<View, { state: "picker" }>): Page {
  const { texts, product } = drawing
  const items = offers.map(
    ({ id, name }) =>
      html`<li><a class="offer" href="${hrefOf(drawing, "", { integration: id })}"><span class="mark system" aria-hidden="true">${initialOf(name)}</span>${name}</a></li>`,
  )
  return {
    title: texts.title.picker,
    body: html`<p>${texts.pickerIntro(product)}</p><ul class="offers">${items}</ul>
<p class="actions">${wayBack(drawing, texts.cancel)}</p>`,
  }
}

/** The same customer has connected before; a second company is their choice. */
export function existingPage(drawing: Drawing, view: Extract<View, { state: "existing" }>): Page {
  const { texts, product } = drawing
  const { integration, companyName } = view
  const said = companyName ? texts.existingText(companyName, product) : texts.existingUnnamed(product)
  return {
    title: texts.title.existing(integration.name),
    sign: "good",
    integration,
    body: html`<p>${said}</p>
<p class="actions">${wayBack(drawing)}<button type="button" data-close hidden>${texts.close}</button>
<a href="${hrefOf(drawing, "", { integration: integration.id, another: "true" })}">${texts.connectAnother}</a></p>`,
  }
}
