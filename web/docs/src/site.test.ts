import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { buildSite } from "./build.js"
import { type DocsSite, openDocsSite } from "./index.js"
import { relative, resolveLink } from "./links.js"
import { arrange } from "./navigation.js"
import { renderMarkdown, slugOf } from "./render.js"

const ROOT = fileURLToPath(new URL("../../../", import.meta.url))
const out = mkdtempSync(join(tmpdir(), "docs-site-"))
let names: string[]
let site: DocsSite
beforeAll(() => {
  names = buildSite(ROOT, { out, openApi: OPEN_API })
  const opened = openDocsSite(out)
  if (!opened) throw new Error("nothing was built")
  site = opened
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

const RUN = { name: "id", in: "path", required: true, description: "Which one | of them." }
const ACCOUNT = { name: "integrated_account_id", in: "query", description: "The connection." }
const example = { name: "a token" }
const OPEN_API = {
  tags: [{ name: "API tokens", description: "Tokens with rights." }],
  paths: {
    "/api-token/{id}": {
      patch: {
        operationId: "update_api_token",
        tags: ["API tokens"],
        summary: "Change one.",
        parameters: [{ $ref: "#/components/parameters/Run" }, ACCOUNT],
        requestBody: { content: { "application/json": { example } } },
        responses: { 200: { content: { "application/json": { example: { id: "1" } } } } },
      },
    },
  },
  components: { parameters: { Run: RUN } },
}

const addressOf = (name: string) => (name === "" ? "/docs" : `/docs/${name}`)
const textOf = (path: string) => site.file(path)?.body.toString("utf8")
const BASE = "http://rollcall.example"
const OF_THE_SERVER = ["/openapi.json"]

describe("The documentation site", () => {
  it("has every link lead to a page, and to a part of it that is there", () => {
    const broken: string[] = []
    for (const name of names) {
      const html = textOf(addressOf(name)) ?? ""
      for (const [, href = ""] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
        if (/^(https?|data|mailto):/.test(href)) continue
        const { pathname, hash } = new URL(href.replaceAll("&amp;", "&"), BASE + addressOf(name))
        const target = textOf(pathname)
        const isThere = target !== undefined || OF_THE_SERVER.includes(pathname)
        const isPart = hash === "" || target?.includes(`id="${decodeURIComponent(hash.slice(1))}"`)
        if (!isThere || !isPart) broken.push(`${name}: ${href}`)
      }
    }
    expect(broken).toEqual([])
    expect(names.length).toBeGreaterThan(50)
  })

  it("takes nothing from elsewhere, and has no script or style in a page", () => {
    const html = names.map((name) => textOf(addressOf(name))).join("")
    expect(html.match(/(?:src|href)="https?:[^"]*\.(?:js|css|png|woff2?)"/g)).toBeNull()
    expect(html.match(/<style|<script>|style="|onclick=/g)).toBeNull()
  })

  it("has each page once in the sidebar but the decisions, which have a list of their own", () => {
    const start = textOf("/docs") ?? ""
    const sidebar = start.slice(start.indexOf('<nav id="sidebar"'), start.indexOf("</nav>"))
    const listed = [...sidebar.matchAll(/href="([^"]+)"/g)].map(
      ([, href = ""]) => new URL(href, `${BASE}/docs`).pathname,
    )
    expect(listed.sort()).toEqual(
      names
        .filter((name) => !name.startsWith("decisions/"))
        .map(addressOf)
        .sort(),
    )
  })

  it("puts a page that is in no group into Reference", () => {
    const pages = ["", "errors", "something-new"].map((name) => ({ name, title: name }))
    const groups = arrange(pages).map(({ title, entries }) => [title, entries.map(({ name }) => name)])
    expect(groups).toEqual([
      ["Start", [""]],
      ["Reference", ["errors", "something-new"]],
    ])
  })

  it("has the Markdown of every page beside it, and a list of them for agents", () => {
    expect(textOf("/docs/webhooks.md")).toMatch(/^# Webhooks/)
    expect(textOf("/docs/index.md")).toMatch(/^# Rollcall\n/)
    const list = textOf("/docs/llms.txt") ?? ""
    const sources = [...list.matchAll(/\]\((\S+)\)/g)].map(([, path = ""]) => path)
    expect(sources.filter((path) => textOf(path) === undefined)).toEqual([])
    expect(sources.length).toBeGreaterThan(30)
  })

  it("serves what was built and nothing else", () => {
    const outside = [
      "/docs/../../package.json",
      "/docs/assets/../../../package.json",
      "/docs/webhooks.html",
      "/package.json",
      "",
    ]
    expect(outside.filter((path) => site.file(path))).toEqual([])
    expect(openDocsSite(join(out, "not-there"))).toBeUndefined()
    const built = readdirSync(out, { recursive: true, encoding: "utf8" })
    expect(built.filter((name) => name.endsWith(".html")).length).toBe(names.length)
  })

  it.each([
    ["revoke a token", "tokens#revoke-a-token"],
    ["replay yesterday's webhooks", "changes-and-webhooks#replay-yesterdays-webhooks"],
    ["which customers must act?", "connect-a-customer#which-customers-must-act"],
    ["restore a backup", "backup#restore-a-backup"],
    ["rotate the key", "production#rotate-the-encryption-key"],
    ["find out why a request failed", "log#find-out-why-a-request-failed"],
    ["why did my request fail", "log#find-out-why-a-request-failed"],
    ["delete a customer's data", "privacy#delete-a-customers-data"],
    ["be told of new hires only", "changes-and-webhooks#be-told-of-new-hires-only"],
    ["stop a sync", "sync#stop-a-sync"],
    ["upgrade", "production#upgrade"],
    ["change the webhook secret", "webhooks#change-the-secret"],
    ["how do I run it on kubernetes", "production#run-it-on-kubernetes"],
    ["pagination", "reading#page"],
  ])('is searched for "%s"', async (asked, section) => {
    const { hitsOf, sectionOf, wordsIn } = await import(new URL("../static/search.js", import.meta.url).href)
    const sections = JSON.parse(textOf("/docs/search.json") ?? "").map(sectionOf)
    const hits: { section: { page: string; id: string } }[] = hitsOf(sections, wordsIn(asked))
    const found = hits.map(({ section: { page, id } }) => `${page}#${id}`)
    expect(found[0]).toBe(section)
    expect(hitsOf(sections, wordsIn("qqqq"))).toEqual([])
  })

  const nearTo = (path: string) => {
    const html = site.notFound(path)
    const links = html
      .slice(html.indexOf('<ul class="near">'), html.lastIndexOf("</ul>"))
      .matchAll(/<li><a href="([^"]+)"/g)
    return [...links].map(([, href = ""]) => href)
  }

  it.each([
    ["/docs/webhok", "webhooks"],
    ["/docs/rate-limits", "limits"],
    ["/docs/errors/foo", "../errors"],
    ["/docs/docs/tokens.md", "../tokens"],
    ["/docs/install", "production#install-the-package"],
    ["/docs/sdk", "clients/sdk"],
  ])("names the pages near to %s, %s first", (path, first) => {
    expect(nearTo(path)[0]).toBe(first)
  })

  it("has a page for what is not there, whose links lead to pages at any depth", () => {
    for (const path of ["/docs/webhok", "/docs/a/b/webhok", "/docs/%E0%A4%A", `/docs/${"x/".repeat(500)}`]) {
      const html = site.notFound(path)
      expect(html).not.toContain("{{")
      expect(html).not.toMatch(/<style|<script>|style="|onclick=/)
      const hrefs = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, href = ""]) => new URL(href, BASE + path))
      const dead = hrefs.filter(
        ({ protocol, pathname }) => protocol === "http:" && pathname !== path && !site.file(pathname),
      )
      expect(dead).toEqual([])
      expect(html.match(/data-docs="([^"]+)"/)?.[1]).toMatch(/^(\.\.\/)+docs$/)
    }
  })

  it("shows what was asked for as text", () => {
    expect(site.notFound("/docs/%3Cscript%3E$&{{up}}")).toContain("<code>/docs/&lt;script&gt;$&amp;")
    expect(site.notFound("/docs/%3Cscript%3E")).not.toContain("<script>")
    expect(site.notFound("/docs/zzz")).not.toContain('class="near"')
  })

  it("has every operation as a page and in a collection, without a script", () => {
    const page = textOf("/docs/operations.md") ?? ""
    expect(page).toContain("### PATCH /api-token/{id}\n\nChange one.\n\nA token needs `admin:tokens`.")
    expect(page).toContain("| `id` | path, required | Which one \\| of them. |")
    expect(JSON.parse(textOf("/docs/rollcall.postman_collection.json") ?? "").item[0].item[0].request).toMatchObject({
      method: "PATCH",
      url: {
        raw: "{{ROLLCALL_URL}}/api-token/:id?integrated_account_id={{ACCOUNT_ID}}",
        path: ["api-token", ":id"],
        variable: [{ key: "id" }],
      },
      body: { raw: JSON.stringify(example, null, 2) },
    })
  })

  it("says how to get the interactive reference when it could not be fetched, and has it when it could", () => {
    expect(textOf("/docs/reference")).toContain("npm run build")
    const other = mkdtempSync(join(tmpdir(), "docs-site-"))
    buildSite(ROOT, { out: other, openApi: OPEN_API, reference: join(ROOT, "package.json") })
    const page = openDocsSite(other)?.file("/docs/reference")?.body.toString("utf8")
    expect(page).toContain('src="assets/api-reference.js"')
    expect(page).not.toMatch(/<script>|https?:/)
    rmSync(other, { recursive: true, force: true })
  })

  it("has the part of every error where its docs_url leads", () => {
    expect(textOf("/docs/errors")).toContain('<h2 id="account-needs-reauth">')
  })
})

it("A heading is found by the address that GitHub gives it", () => {
  expect(slugOf("Is it really from Rollcall?")).toBe("is-it-really-from-rollcall")
  expect(slugOf("Choices where the original is not known")).toBe("choices-where-the-original-is-not-known")
  expect(slugOf("request.invalid")).toBe("request-invalid")
})

it("Links are relative, so that the site works behind any prefix", () => {
  const leads = (from: string, to: string) => new URL(relative(from, to), `${BASE}/x${addressOf(from)}`).pathname
  for (const from of ["", "webhooks", "recipes", "recipes/org-chart-sync", "sandbox/factorial"])
    for (const to of [
      "/docs",
      "/docs/webhooks",
      "/docs/recipes",
      "/docs/recipes/org-chart-sync",
      "/docs/assets/site.css",
    ])
      expect(leads(from, to)).toBe(`/x${to}`)
})

it("A file without a page is named and not linked", () => {
  const known = { path: "docs/x.md", name: "x", names: new Set(["x", "webhooks"]) }
  expect(resolveLink("../server/src/app.ts", known)).toEqual({ kind: "source" })
  expect(resolveLink("webhooks.md#there", known)).toMatchObject({ kind: "page", href: "webhooks#there" })
  expect(resolveLink("https://a.example/b", known)).toEqual({ kind: "outside", href: "https://a.example/b" })
  const { html, title } = renderMarkdown("# A <b>\n\n<script>x</script>\n\n[app](../server/src/app.ts) `<i>`", known)
  expect(title).toBe("A <b>")
  expect(html).not.toMatch(/<script|<b>|<i>|<a /)
})

it("The Markdown of a page leads to Markdown that is there", () => {
  const dead = names.flatMap((name) => {
    const address = `/docs/${name === "" ? "index" : name}.md`
    const text = site.file(address)?.body.toString() ?? ""
    const links = [...text.replace(/^```.*?^```$/gms, "").matchAll(/\]\((?![a-z]+:|#)([^()\s#]+)/g)]
    return links.map(([, to = ""]) => new URL(to, `http://x${address}`).pathname).filter((path) => !site.file(path))
  })
  expect(dead).toEqual([])
  expect(site.file("/docs/index.md")?.body.toString()).toContain("](quick-start.md)")
})
