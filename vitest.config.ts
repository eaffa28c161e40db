import { readdirSync, readFileSync } from "node:fs"
import { defineConfig } from "vitest/config"

const FOLDERS = ["contract", "web", "clients", "connector-kit", "connectors", "sandbox", "server", "bin", "scripts"]

function listTests(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return ["node_modules", "dist"].includes(entry.name) ? [] : listTests(path)
    return path.endsWith(".test.ts") ? [path] : []
  })
}

/** Whoever opens a database, or changes the process that others share, has one of its own. */
const NEEDS_ITS_OWN =
  /db\/testing\.js|describeOnBoth|openDatabase|serverDatabase|worldsOn|vi\.(mock|spyOn|stub|useFake)/
const units = FOLDERS.flatMap(listTests)
const database = units.filter((path) => NEEDS_ITS_OWN.test(readFileSync(path, "utf8")))
const pure = units.filter((path) => !database.includes(path))

/**
 * The same on either database: what a browser shows, what the command prints, what killed processes leave (they are on
 * PostgreSQL always), and lists that are read from the HR system alone.
 */
const ONCE = [
  "test/every-list-equals-the-company.test.ts",
  "test/a-page-costs-few-upstream-calls.test.ts",
  "test/one-shape-many-formats.test.ts",
  "test/what-factorial-means-is-shown.test.ts",
  "test/factorial-connector.test.ts",
  "test/a-customer-connects.test.ts",
  "test/*browser-sdk*.test.ts",
  "test/a-killed-worker-changes-nothing.test.ts",
  "test/a-token-is-never-lost.test.ts",
  "test/a-delivery-survives-its-process.test.ts",
  "test/the-command-starts-and-stops.test.ts",
]

const shared = {
  setupFiles: ["scripts/test-day.js", "scripts/fixed-seed.ts", "scripts/count-cpu.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  server: { deps: { external: [/\/dist\//] } },
}
// Other workspaces are what `npm run build` made of them, loaded by Node itself: a fifth less work for each file. Only
// lines of the sources can be counted, so then they are what is loaded.
const sources = ["source", "module", "node", "development|production"]
const resolving = process.env.COVERAGE
  ? { resolve: { conditions: sources }, ssr: { resolve: { conditions: sources } } }
  : {}
const apart = { ...shared, pool: "forks" as const, globalSetup: ["scripts/database-images.ts"] }

export default defineConfig({
  test: {
    maxWorkers: "100%",
    coverage: {
      provider: "v8",
      include: ["connector-kit/src/**", "contract/src/**", "server/src/gateway/**", "server/src/http/**"],
      exclude: ["**/*.test.ts", "**/testing.ts", "**/testing/**"],
      reporter: ["json-summary"],
      reportOnFailure: true,
    },
    projects: [
      // Files share a process and what they import, which is most of their cost.
      { ...resolving, test: { ...shared, name: "pure", include: pure, pool: "forks", isolate: false } },
      { ...resolving, test: { ...apart, name: "database", include: database } },
      {
        test: {
          ...apart,
          name: "journeys",
          include: ["test/**/*.test.ts"],
          exclude: ["**/dist/**", ...(process.env.JOURNEYS_ON ? ONCE : [])],
        },
      },
    ],
  },
})
