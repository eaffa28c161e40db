import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { fileURLToPath } from "node:url"
import { startSandbox } from "@rollcall/sandbox-factorial"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { hasServer, serverDatabase, testClock } from "../server/src/db/testing.js"

/** A process that a test starts lives on its day. */
export const theDay = () => ({
  NODE_OPTIONS: `--import ${new URL("../scripts/test-day.js", import.meta.url).href}`,
  TEST_OFFSET_MS: String(testClock().offsetMs()),
})

const COMMAND = fileURLToPath(new URL("../bin/rollcall.js", import.meta.url))

/** A suite of several processes on one PostgreSQL. Without one it is skipped loudly, or fails with REQUIRE_ALL=1. */
export function describeProcesses(title: string, suite: () => void): void {
  describe.skipIf(!hasServer)(title, suite)
  if (hasServer) return
  process.stderr.write(`\n!!! NOT RUN on PostgreSQL: "${title}"; set TEST_DATABASE_URL\n`)
  if (process.env.REQUIRE_ALL === "1") test(`${title} runs`, () => expect(hasServer).toBe(true))
}

export type Served = {
  url: string
  child: ChildProcess
  /** What it has written so far. */
  output(): string
  kill(): Promise<void>
}

/** `rollcall serve` as a process of its own; ready when it says so. */
export async function serve(env: Record<string, string>): Promise<Served> {
  const child = spawn(process.execPath, [COMMAND, "serve"], {
    env: { PATH: process.env.PATH ?? "", ...theDay(), PORT: "0", ROLLCALL_ALLOW_PRIVATE_NETWORK: "true", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let output = ""
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk
        const found = /listens on (http:\S+)/.exec(output)?.[1]
        if (found) resolve(found)
      })
    }
    void ended.then(() => reject(new Error(`it ended: ${output}`)))
  })
  const kill = async () => {
    child.kill("SIGKILL")
    await ended
  }
  return { url, child, output: () => output, kill }
}

/** A PostgreSQL database, with what every process on it needs. */
export async function makeShared() {
  const made = await serverDatabase()
  if (!made) throw new Error("there is no PostgreSQL")
  const env = {
    DATABASE_URL: made.url,
    ROLLCALL_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    ROLLCALL_API_TOKEN: "shared-token-0123456789",
    ROLLCALL_TOKEN_RATE: "1000000/1",
    ROLLCALL_ACCOUNT_RATE: "1000000/1",
  }
  return { ...made, env }
}

/** A small company in a local Factorial, and a database that processes share, with the suite's own connection to it. */
export function useSandboxAndDatabase() {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  let shared: Awaited<ReturnType<typeof makeShared>>
  let db: pg.Client
  beforeAll(async () => {
    sandbox = await startSandbox({ size: 12 })
    shared = await makeShared()
    db = new pg.Client({ connectionString: shared.env.DATABASE_URL })
    await db.connect()
  })
  afterAll(async () => {
    await db?.end()
    await sandbox?.close()
    await shared?.drop()
  })
  return {
    get sandbox() {
      return sandbox
    },
    get db() {
      return db
    },
    env: () => ({ ...shared.env, FACTORIAL_BASE_URL: sandbox.url }),
  }
}
