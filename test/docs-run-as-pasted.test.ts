import { createRollcall } from "@rollcall/sdk"
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import { type Block, blocksOf, keysOf, pages, paste, type Started, startAsPrinted, statusOf } from "./pasted.js"

/** Blocks that can't run beside a server that is just started: page, first line, and what shows instead that they are right. */
const NOT_PASTED: readonly (readonly [page: string, firstLine: string, reason: string])[] = [
  [
    "README.md",
    "npm ci && npm start   # everything on this machine: API, database, a local Factorial and a local BambooHR, a connected company on each",
    "it installs; every command here runs beside what `npm start` starts",
  ],
  [
    "README.md",
    "npx rollcall start          # everything on this machine (what npm start does)",
    "a list of commands to choose from; the-command-starts-and-stops runs them",
  ],
  [
    "docs/connector-guide.md",
    "npm run new:connector acme_hr",
    "it writes into the repository; scripts/new-connector.test.ts does this",
  ],
  [
    "docs/connector-guide.md",
    "npm run build",
    "it needs the connector that the reader writes; scripts/new-connector.test.ts makes one",
  ],
  ["docs/quick-start.md", "npm ci && npm start", "it installs; every command here runs beside what `npm start` starts"],
  ["docs/quick-start.md", "npm run pack", "it packs and installs; packages-install-and-run does this"],
  [
    "docs/recipes/README.md",
    "sed -n '/^```js$/,/^```$/{//!p;}' docs/recipes/org-chart-sync.md > org-chart.mjs",
    "it runs until it is stopped; recipes-follow-the-company runs every recipe",
  ],
  [
    "docs/production.md",
    "mkdir -p /opt/rollcall && cd /opt/rollcall",
    "it installs on a host; packages-install-and-run does this elsewhere",
  ],
  [
    "docs/production.md",
    "useradd --system --home-dir /var/lib/rollcall rollcall",
    "it changes the host; scripts/deploy.test.ts reads the unit",
  ],
  [
    "docs/production.md",
    "docker build --tag rollcall .",
    "it needs a container engine; packages-install-and-run runs the image's steps",
  ],
  [
    "docs/production.md",
    "cp deploy/compose.env.example .env",
    "it needs a container engine; scripts/deploy.test.ts reads compose.yaml",
  ],
  [
    "docs/production.md",
    "kubectl apply -f deploy/kubernetes/",
    "it needs a cluster; scripts/deploy.test.ts reads the manifests",
  ],
  [
    "docs/backup.md",
    "ROLLCALL_DATA_DIR=/var/lib/rollcall npx rollcall backup /backups/rollcall-2026-03-01.tar.gz",
    "the directory is the reader's own; test/a-backup-is-made-while-it-serves.test.ts does this",
  ],
  [
    "docs/backup.md",
    "ROLLCALL_DATA_DIR=/var/lib/rollcall npx rollcall restore /backups/rollcall-2026-03-01.tar.gz",
    "the file is the reader's own; server/src/backup.test.ts does this",
  ],
  [
    "docs/backup.md",
    "pg_dump --format=custom --file=rollcall.dump postgres://rollcall:secret@db.internal:5432/rollcall",
    "a program of PostgreSQL's, on the reader's own database",
  ],
  [
    "docs/backup.md",
    "DATABASE_URL=postgres://rollcall:secret@db.internal:5432/rollcall npx rollcall move-to-postgres",
    "the database is the reader's own; the-embedded-database-moves-to-postgres does this",
  ],
  [
    "docs/running.md",
    "export DATABASE_URL=postgres://rollcall:secret@db.internal:5432/rollcall   # PostgreSQL 15 or newer",
    "the database is the reader's own; the journeys run on one",
  ],
  [
    "docs/export.md",
    'npx rollcall create-sql-login acme_bi   # the default environment; --environment ID (GET /environment) for another, --account "$ACCOUNT_ID" for one connection',
    "it needs PostgreSQL; the suites of server/src/export/views make such logins",
  ],
]

/** What a test must never do to the machine that it runs on. */
const CHANGING =
  /^\s*(sudo|apt|apt-get|docker|podman|systemctl|kubectl|helm|useradd|install|chown|psql|pg_\w+|rm|mkdir -p \/)\b/m

let started: Started
beforeAll(async () => {
  started = await startAsPrinted()
  await untilRead(started)
})
// Addresses that pages show are nobody's: nothing is to be sent to them when something happens on the next page.
afterEach(async () => {
  const { ROLLCALL_URL: url = "", ROLLCALL_TOKEN: token = "" } = started.exports
  const { webhooks } = createRollcall({ url, token })
  for (const { id } of await webhooks.list().toArray()) await webhooks.delete(id)
})
afterAll(() => started?.stop())

/** Whoever reads a page takes longer than the first sync of a small company does. */
async function untilRead({ exports }: Started): Promise<void> {
  const ask = async (path: string): Promise<any> => {
    const headers = { authorization: `Bearer ${exports.ROLLCALL_TOKEN}` }
    return (await fetch(`${exports.ROLLCALL_URL}${path}`, { headers })).json()
  }
  await vi.waitFor(
    async () => {
      const { result } = await ask("/sync-run?limit=100")
      expect(result.length).toBeGreaterThan(1)
      expect(
        result.map(({ status }: { status: string }) => status).filter((one: string) => one !== "completed"),
      ).toEqual([])
    },
    { timeout: 120_000, interval: 200 },
  )
}

const isPasted = ({ page, firstLine }: Block) => !NOT_PASTED.some(([one, line]) => one === page && line === firstLine)
const all = pages.map((page) => ({ page, blocks: blocksOf(page) })).filter(({ blocks }) => blocks.length > 0)

describe("Every command of a page works as it is pasted:", () => {
  it("none changes the machine itself", () => {
    const pasted = all.flatMap(({ blocks }) => blocks.filter(isPasted))
    expect(
      pasted.filter(({ text }) => CHANGING.test(text)).map(({ page, firstLine }) => `${page}: ${firstLine}`),
    ).toEqual([])
  })

  it.each(all.filter(({ blocks }) => blocks.some(isPasted)))("$page", async ({ blocks }) => {
    const pasted = blocks.filter(isPasted)
    if (pasted.some(({ text }) => CHANGING.test(text))) throw new Error("it changes the machine: name it in NOT_PASTED")
    const outcomes = await paste(pasted, started)
    for (const [index, { firstLine, isDone, output, problems }] of outcomes.entries()) {
      if (!isDone) throw new Error(`it fails: ${firstLine}\n${output.slice(-2_000)}\n${problems.slice(-2_000)}`)
      const { answer } = pasted[index] ?? {}
      if (answer === undefined) continue
      const real = JSON.parse(output)
      const shown = new Set(keysOf(real))
      expect(
        keysOf(answer).filter((key) => !shown.has(key)),
        firstLine,
      ).toEqual([])
      expect(real.statusCode, firstLine).toBe(statusOf(answer))
    }
  })

  it("and what is not pasted is named once, with its reason", () => {
    const there = all.flatMap(({ blocks }) => blocks)
    const stale = NOT_PASTED.filter(
      ([page, line]) => there.filter((block) => block.page === page && block.firstLine === line).length !== 1,
    )
    expect(stale).toEqual([])
    expect(NOT_PASTED.filter(([, , reason]) => reason.length < 20)).toEqual([])
  })
})
