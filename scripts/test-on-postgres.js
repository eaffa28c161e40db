// Runs the journeys once more on a PostgreSQL server. Without one they are skipped, and that is said loudly; with
// REQUIRE_ALL=1 that is a failure.
import { spawnSync } from "node:child_process"
import pg from "pg"

const url = process.env.TEST_DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres"

try {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  await client.connect()
  await client.end()
} catch (error) {
  process.stderr.write(
    `\n*** SKIPPED: the journeys on PostgreSQL. No server answers at ${new URL(url).host} (${error.message}).\n*** Set TEST_DATABASE_URL to run them.\n\n`,
  )
  process.exit(process.env.REQUIRE_ALL === "1" ? 1 : 0)
}
const { status } = spawnSync("npx", ["vitest", "run", "--project", "journeys"], {
  stdio: "inherit",
  env: { ...process.env, JOURNEYS_ON: url },
})
process.exit(status ?? 1)
