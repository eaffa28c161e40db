import { createHash } from "node:crypto"
import type { FastifyReply } from "fastify"
import type { AuthorizeRequest, Person } from "./oauth-state.js"

type Page = { status: number; title: string; main: string }

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--ground:#f4f5f7;--card:#fff;--line:#8c959f;--act:#0b5cad;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a8b0b9;--ground:#14171a;--card:#1e2226;--line:#6e7781;--act:#8cc2ff;--on:#0b1520}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:30rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem}
h1{font-size:1.35rem;line-height:1.3;margin:.5rem 0 1rem}
.mark{margin:0;color:var(--soft);font-size:.875rem}
code{overflow-wrap:anywhere}
label{display:block;font-weight:600;margin-top:1rem}
select{width:100%;margin-top:.25rem;padding:.6rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.4rem}
.choice{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
button{flex:1 1 8rem;padding:.7rem 1rem;font:inherit;font-weight:600;border:1px solid var(--act);border-radius:.4rem;background:transparent;color:var(--act);cursor:pointer}
button.main{background:var(--act);color:var(--on)}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
`
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ")

/** No scripts, nothing from elsewhere, in no frame, kept nowhere. `system` is the local HR system's name. */
export function sendPage(reply: FastifyReply, system: string, { status, title, main }: Page): FastifyReply {
  const name = escapeHtml(system)
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - ${name} sandbox</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="mark">Local ${name} sandbox: invented people, no real company</p>
<h1>${escapeHtml(title)}</h1>
${main}
</main>
</body>
</html>
`
  return reply
    .code(status)
    .header("content-type", "text/html; charset=utf-8")
    .header("content-security-policy", POLICY)
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .header("x-content-type-options", "nosniff")
    .send(html)
}

/** `action`: the path that takes the decision. */
type Consent = {
  asked: AuthorizeRequest
  people: readonly Person[]
  company: string
  token: string
  action: string
}

export function consentPage({ asked, people, company, token, action }: Consent): Page {
  const isCompany = asked.kind === "company_token"
  const canApprove = isCompany || people.length > 0
  const intro = isCompany
    ? `It will act for the company <strong>${escapeHtml(company)}</strong>; you approve as one of its administrators.`
    : `It will see what one person of <strong>${escapeHtml(company)}</strong> may see.`
  return {
    status: 200,
    title: `${asked.client.name} asks for access`,
    main: `<p>${intro}</p>
${scopeList(asked.scopes)}
<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="form_token" value="${escapeHtml(token)}">
${isCompany ? "" : personField(people)}
<div class="choice">
${canApprove ? '<button class="main" type="submit" name="decision" value="approve">Approve</button>' : ""}
<button type="submit" name="decision" value="refuse">Refuse</button>
</div>
</form>`,
  }
}

function scopeList(scopes: readonly string[] | null): string {
  if (!scopes) return "<p>It asks for everything.</p>"
  return `<p>It asks for:</p>
<ul>
${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join("\n")}
</ul>`
}

function personField(people: readonly Person[]): string {
  if (people.length === 0) return "<p>The company has nobody in it who could approve.</p>"
  const options = people.map(
    ({ id, full_name, email }) =>
      `<option value="${escapeHtml(id)}">${escapeHtml(email === null ? full_name : `${full_name} (${email})`)}</option>`,
  )
  return `<label for="employee_id">Who approves?</label>
<select id="employee_id" name="employee_id">
${options.join("\n")}
</select>`
}

export const codePage = (code: string): Page => ({
  status: 200,
  title: "Access approved",
  main: `<p>Copy this code into the app. It works once, within 10 minutes.</p>
<p><code id="authorization_code">${escapeHtml(code)}</code></p>`,
})

export const errorPage = (message: string): Page => ({
  status: 400,
  title: "Access can't be given",
  main: `<p role="alert">${escapeHtml(message)}</p>`,
})

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
