import { type Actor, ERRORS, type ErrorCode } from "@rollcall/contract"

/** The page that the `docs_url` of every error leads to, made of the contract's catalogue. */

const CODES = Object.entries(ERRORS) as [ErrorCode, (typeof ERRORS)[ErrorCode]][] // its own keys

const WHO: Readonly<Record<Actor, string>> = {
  caller: "whoever wrote the request",
  customer: "the customer, who connected the HR system",
  hr_system: "nobody: the HR system has to answer again",
  operator: "whoever runs this server",
}
const RETRY = {
  retry_after: "Send it again when the seconds of `Retry-After` are over.",
  backoff: "Send it again later, with growing pauses.",
}
const NO_RETRY = "The same request fails again until that is done."

/** Where a code is on the page. */
export const anchorOf = (code: ErrorCode): string => code.replaceAll(/[._]/g, "-")

const INTRODUCTION =
  "Every error carries a `code` of this list. Codes are stable: branch on them, not on messages. With " +
  "`truto_is_remote_error: true` the HR system refused the call or gave no answer. A status that it answered is passed on; a " +
  "rate limit is always 429, no usable answer 502 or 504."

/** `docs/errors.md`. */
export function errorsAsMarkdown(): string {
  const told = CODES.map(
    ([code, { status, title, who_must_act, next_action, retry }]) =>
      `## ${code}\n\n${title}.\n\n- Status: ${status}\n- Who must act: \`${who_must_act}\`, ${WHO[who_must_act]}\n- What to do: ${next_action}\n- Again: ${retry ? RETRY[retry] : NO_RETRY}\n`,
  )
  return `# Error codes\n\n<!-- Made of contract/src/errors/catalogue.ts: npx vitest run server/src/http/error-docs.test.ts -u -->\n\n${INTRODUCTION}\n\n${told.join("\n")}`
}

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}" +
  "section:target{outline:2px solid;outline-offset:.5rem}dt{font-weight:600}dd{margin:0 0 .5rem}"

/** `GET /docs/errors`. */
export function errorsAsHtml(): string {
  const told = CODES.map(([code, { status, title, who_must_act, next_action, retry }]) => {
    const facts = [
      ["Status", String(status)],
      ["Who must act", `<code>${who_must_act}</code>, ${WHO[who_must_act]}`],
      ["What to do", asHtml(next_action)],
      ["Again", asHtml(retry ? RETRY[retry] : NO_RETRY)],
    ]
    const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")
    return `<section id="${anchorOf(code)}"><h2>${code}</h2><p>${asHtml(title)}.</p><dl>${list}</dl></section>`
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Error codes</title><style>${STYLE}</style></head><body><h1>Error codes</h1><p>${asHtml(INTRODUCTION)}</p>${told.join("")}</body></html>`
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" }

/** Text with code in backticks. */
const asHtml = (text: string): string =>
  text.replaceAll(/[&<>]/g, (one) => ENTITIES[one] ?? one).replaceAll(/`([^`]+)`/g, "<code>$1</code>")
