import { randomBytes } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { openDatabase } from "./db/index.js"
import { serverDatabase, testClock } from "./db/testing.js"
import { examineServer, type Finding } from "./examine.js"
import { assertKeyFits, createVault } from "./vault/index.js"

const find = (findings: readonly Finding[], what: string) => findings.filter((one) => one.what === what)
const now = () => Date.now()
const keyText = (secret: Buffer) => `k1:${secret.toString("base64")}`

it("An empty directory, bad settings and misspelt ones are told", async () => {
  const ROLLCALL_DATA_DIR = await mkdtemp(join(tmpdir(), "examine-"))
  onTestFinished(() => rm(ROLLCALL_DATA_DIR, { recursive: true }))
  expect(await examineServer({ ROLLCALL_DATA_DIR }, now)).toEqual([
    { what: "settings", state: "ok", told: "each can be read" },
    {
      ...{ what: "database", state: "ok", told: `${ROLLCALL_DATA_DIR} has none` },
      mend: expect.stringContaining("name it in ROLLCALL_DATA_DIR"),
    },
  ])
  expect(find(await examineServer({ PORT: "x" }, now), "settings")[0]).toMatchObject({
    state: "failed",
    told: expect.stringContaining("PORT"),
  })
  const misspelt = await examineServer({ ROLLCALL_DATA_DIR, ROLLCALL_TOKEN_RAT: "1/1" }, now)
  expect(find(misspelt, "settings")).toEqual([
    {
      what: "settings",
      state: "warning",
      told: "nobody reads ROLLCALL_TOKEN_RAT",
      mend: "did you mean ROLLCALL_TOKEN_RATE?",
    },
  ])
})

it("A database on PostgreSQL, its clock and its key are looked at, and nothing is changed", async ({ skip }) => {
  const made = await serverDatabase(true)
  if (!made) return skip("no PostgreSQL")
  const secret = randomBytes(32)
  const env = { DATABASE_URL: made.url, ROLLCALL_ENCRYPTION_KEYS: keyText(secret) }
  const fresh = await examineServer(env, now)
  expect(find(fresh, "tables")[0]?.told).toBe("none yet: the first start makes them")
  expect(find(await examineServer(env, now), "tables")).toEqual(find(fresh, "tables"))

  const clock = testClock()
  const database = await openDatabase({ url: made.url, clockOffsetMs: clock.offsetMs() }, clock)
  await assertKeyFits(database.db, createVault([{ id: "k1", secret }]))
  await database.close()
  const whole = await examineServer(env, now)
  expect(whole.map(({ what, state }) => `${what} ${state}`)).toEqual([
    "settings ok",
    "database ok",
    "tables ok",
    "clock ok",
    "keys ok",
  ])
  const [late, other] = [
    await examineServer(env, () => now() - 3_600_000),
    await examineServer({ ...env, ROLLCALL_ENCRYPTION_KEYS: keyText(randomBytes(32)) }, now),
  ]
  expect(find(late, "clock")[0]).toMatchObject({ state: "warning", mend: expect.stringContaining("NTP") })
  expect(find(other, "keys")[0]).toMatchObject({ state: "failed", told: expect.stringContaining("fits this database") })
  await made.drop()
})
