import { html } from "../html.js"
import { type Drawing, type Page, wayBack } from "../layout.js"
import type { DeadState, LinkMessage } from "../view.js"

/** There is nothing to do here but to leave. */
export function deadPage(
  drawing: Drawing,
  { state, message }: { state: DeadState; message: LinkMessage | null },
): Page {
  const { texts, product } = drawing
  return {
    title: texts.title[state],
    sign: "warn",
    post: message ? { message } : undefined,
    body: html`<p>${texts.dead[state](product)}</p>
<p class="actions">${wayBack(drawing)}<button type="button" data-close hidden>${texts.close}</button></p>`,
  }
}
