import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { fileStore, settingsFromEnvironment } from "./node.js"

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "store-"))
  onTestFinished(() => rm(directory, { recursive: true }))
  return directory
}

it("A value is in its file as a whole, for its owner alone", async () => {
  const directory = await makeDirectory()
  const store = fileStore<{ after: number }>(join(directory, "position.json"))
  expect(await store.load()).toBeUndefined()
  await Promise.all([1, 2, 3].map((after) => store.save({ after })))
  await store.save({ after: 4 })
  expect(await store.load()).toEqual({ after: 4 })
  expect(await readdir(directory)).toEqual(["position.json"])
  expect((await stat(join(directory, "position.json"))).mode & 0o777).toBe(0o600)
})

it("A file that is broken is no new beginning", async () => {
  const path = join(await makeDirectory(), "position.json")
  await writeFile(path, "{")
  await expect(fileStore(path).load()).rejects.toThrow(SyntaxError)
})

it("Settings are those that npm start prints", () => {
  const [ROLLCALL_URL, ROLLCALL_TOKEN, ACCOUNT_ID] = ["http://127.0.0.1:8080", "t", "a"]
  expect(settingsFromEnvironment({ ROLLCALL_URL, ROLLCALL_TOKEN, ACCOUNT_ID })).toEqual({
    url: ROLLCALL_URL,
    token: "t",
    accountId: "a",
  })
  expect(() => settingsFromEnvironment({ ROLLCALL_URL })).toThrow("set ROLLCALL_URL and ROLLCALL_TOKEN")
})
