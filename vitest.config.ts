import { readdirSync, readFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"
import { answersPostgres, POSTGRES_URL } from "./scripts/postgres.js"

const FOLDERS = [
  "contract",
  "web",
  "clients",
  "connector-kit",
  "connectors",
  "sandbox",
  "server",
  "bin",
  "scripts",
  "bench",
]

function listTests(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return ["node_modules", "dist"].includes(entry.name) ? [] : listTests(path)
    return path.endsWith(".test.ts") ? [path] : []
  })
}

const OPENS_A_DATABASE = /db\/testing\.js|describeOnBoth|openDatabase|serverDatabase|worldsOn/
const units = FOLDERS.flatMap(listTests)
const database = units.filter((path) => OPENS_A_DATABASE.test(readFileSync(path, "utf8")))
/** Compiles a whole connector, which is the same on any day. */
const ON_ONE_DAY = ["scripts/new-connector.test.ts"]
const pure = units.filter((path) => !database.includes(path) && !(process.env.TEST_NOW && ON_ONE_DAY.includes(path)))

/**
 * Journeys run on PostgreSQL, as most who use Rollcall do. These run on the embedded database too: between them they
 * read, write, sync, tell, wait and rotate keys there. What the command prints is tried on the embedded one anyway, and
 * every suite of the server's that asks a database runs on both.
 */
const ON_BOTH = [
  "test/a-write-happens-once.test.ts",
  "test/an-account-tells-its-life.test.ts",
  "test/bad-input-is-never-a-500.test.ts",
  "test/changes-are-known-when-they-happen.test.ts",
  "test/every-event-is-told.test.ts",
  "test/factorial-tells-what-changed.test.ts",
  "test/keys-can-be-changed.test.ts",
  "test/the-synced-copy-equals-the-live-lists.test.ts",
]

/** Those of many processes or of a browser take longest, so they begin first: none is left to run alone at the end. */
const LONGEST = [
  "docs-run-as-pasted",
  "packages-install-and-run",
  "the-command-starts-and-stops",
  "a-killed-worker-changes-nothing",
  "a-customer-connects",
  "a-token-is-never-lost",
  "our-browser-sdk",
  "trutos-browser-sdk-works",
  "every-list-equals-the-company",
  "what-bamboohr-hides-has-not-changed",
  "factorial-connector",
  "bamboohr-connector",
]
const PROJECTS = ["journeys", "embedded", "database", "pure"]

/** Project by project, because files of one share their process. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) => {
      const rank = LONGEST.findIndex((name) => moduleId.includes(`/${name}.test.`))
      return PROJECTS.indexOf(project.name) * 100 + (rank === -1 ? 99 : rank)
    }
    return files.sort((one, other) => place(one) - place(other))
  }
}

const hasServer = await answersPostgres()
process.env.TEST_DATABASE_URL = POSTGRES_URL
if (!hasServer) {
  const what = `no PostgreSQL answers at ${new URL(POSTGRES_URL).host}`
  if (process.env.REQUIRE_ALL === "1") throw new Error(`REQUIRE_ALL=1, and ${what}`)
  process.stderr.write(
    `\n*** ${what}: the journeys run on the embedded database, and the suites of processes are SKIPPED.\n*** Set TEST_DATABASE_URL to run all of it.\n\n`,
  )
}

const shared = {
  pool: "forks" as const,
  // Files share a process and what they import, which is most of their cost.
  isolate: false,
  setupFiles: ["scripts/test-day.js", "scripts/fixed-seed.ts", "scripts/patient.ts", "scripts/count-cpu.ts"],
  // Limits end what hangs. They are no promise of speed, so a busy machine must not meet them.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 40_000 } },
  server: { deps: { external: [/\/dist\//] } },
}
// Other workspaces are what `npm run build` made of them, loaded by Node itself: a fifth less work for each file. Only
// lines of the sources can be counted, so then they are what is loaded.
const sources = ["source", "module", "node", "development|production"]
const resolving = process.env.COVERAGE
  ? { resolve: { conditions: sources }, ssr: { resolve: { conditions: sources } } }
  : {}
const onDatabases = { ...shared, globalSetup: ["scripts/database-images.ts"] }
const journeys = {
  ...onDatabases,
  testTimeout: 180_000,
  hookTimeout: 180_000,
  exclude: ["**/dist/**", "**/node_modules/**"],
}

export default defineConfig({
  test: {
    // One more than there are cores: a journey waits half of its time for other processes.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: "v8",
      include: ["connector-kit/src/**", "contract/src/**", "server/src/gateway/**", "server/src/http/**"],
      exclude: ["**/*.test.ts", "**/testing.ts", "**/testing/**"],
      reporter: ["json-summary"],
      reportOnFailure: true,
    },
    projects: [
      { ...resolving, test: { ...shared, name: "pure", include: pure } },
      { ...resolving, test: { ...onDatabases, name: "database", include: database } },
      { test: { ...journeys, name: "journeys", include: ["test/**/*.test.ts"] } },
      ...(hasServer
        ? [{ test: { ...journeys, name: "embedded", include: ON_BOTH, env: { JOURNEYS_ON: "embedded" } } }]
        : []),
    ],
  },
})
