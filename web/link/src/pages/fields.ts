import { type Html, html } from "../html.js"
import type { Drawing } from "../layout.js"
import type { Field } from "../view.js"

/** Of a form; `prefix` is before the name under which each is sent. */
export function fieldInputs(drawing: Drawing, fields: readonly Field[], prefix = ""): Html[] {
  return fields.map((field) => fieldInput(drawing, field, prefix))
}

function fieldInput({ texts }: Drawing, field: Field, prefix: string): Html {
  const { name, label, helpText, isSecret, isRequired, pattern, placeholder, problem, value } = field
  const id = `field-${name}`
  const malformed = field.malformed ?? texts.fieldMalformed(label)
  const missing = texts.fieldMissing(label)
  const said = problem && (problem === "missing" ? missing : malformed)
  // Where to find a thing is asked of what has to be given.
  const lead = isRequired && html`<strong>${texts.fieldHelp}</strong> `
  const help = helpText && html`<p class="soft" id="${id}-help">${lead}${helpText}</p>`
  const reveal =
    isSecret &&
    html`<button type="button" data-reveal aria-controls="${id}" aria-pressed="false" data-show="${texts.secretShow}" data-hide="${texts.secretHide}" hidden>${texts.secretShow}</button>`
  return html`<label for="${id}">${label}</label>
<div class="field">
<input id="${id}" name="${prefix}${name}" type="${isSecret ? "password" : "text"}" value="${value}"${isRequired && html` required`} autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="5000"
 placeholder="${placeholder ?? ""}"${pattern !== null && html` data-pattern="${pattern}"`} data-missing="${missing}" data-malformed="${malformed}" aria-describedby="${id}-problem${help && ` ${id}-help`}" aria-invalid="${said ? "true" : "false"}">
${reveal}
</div>
<p class="problem" id="${id}-problem" role="alert">${said}</p>
${help}`
}
