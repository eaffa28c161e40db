import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, it, vi } from "vitest"
import { serve } from "./processes.js"

const COMMAND = fileURLToPath(new URL("../bin/rollcall.js", import.meta.url))
const TOKEN = "backed-token-0123456789"
const root = mkdtempSync(join(tmpdir(), "rollcall-serving-"))
const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  await Promise.all(ends.map((end) => end()))
  rmSync(root, { recursive: true, force: true })
})

const start = async (dataDir: string) => {
  const env = { ROLLCALL_DATA_DIR: dataDir, ROLLCALL_API_TOKEN: TOKEN, ROLLCALL_TOKEN_RATE: "1000000/1" }
  const server = await serve(env)
  ends.push(server.kill)
  return server
}
const run = (dataDir: string, ...args: string[]) =>
  new Promise<{ code: unknown; output: string }>((resolve) => {
    const env = { PATH: process.env.PATH, ROLLCALL_DATA_DIR: dataDir }
    execFile(process.execPath, [COMMAND, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    )
  })
const ask = async (url: string, body?: object): Promise<any> => {
  const post = body ? { method: "POST", body: JSON.stringify(body) } : {}
  const answer = await fetch(`${url}/api-token`, { headers: { authorization: `Bearer ${TOKEN}` }, ...post })
  const found = await answer.json()
  expect(answer.status, JSON.stringify(found)).toBe(200)
  return found
}

it("A backup of a running server holds all that was written before, and comes back whole", async () => {
  const [dataDir, file, target] = [join(root, "data"), join(root, "nightly.tar.gz"), join(root, "restored")]
  const { url, kill } = await start(dataDir)
  const names: string[] = []
  const write = async () => {
    const name = `token ${names.length}`
    await ask(url, { name, scopes: ["read"] })
    names.push(name)
  }
  await write()
  let isMade = false
  const backup = run(dataDir, "backup", file).finally(() => {
    isMade = true
  })
  while (!isMade && names.length < 40) await write()
  const { code, output } = await backup
  expect([code, output]).toEqual([0, expect.stringContaining("Done")])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(dataDir).filter((name) => name.startsWith("database.copy"))).toEqual([])
  await kill()
  expect(await run(target, "restore", file)).toMatchObject({ code: 0 })
  const again = await start(target)
  const { result } = await ask(again.url)
  const kept = result.map(({ name }: { name: string }) => name).filter((name: string) => name.startsWith("token "))
  expect(kept).toContain("token 0")
  expect(kept.sort()).toEqual(names.slice(0, kept.length).sort())
}, 180_000)

/** Has a directory as a server has it, and never comes to an end with the copy. */
const HOLDER = `
  import { mkdirSync } from "node:fs"
  const [from, directory] = process.argv.slice(1)
  const { lockDirectory } = await import(from + "/directory-lock.js")
  const { answerAsker, copyOf } = await import(from + "/copy-on-request.js")
  const copy = () => (mkdirSync(copyOf(directory)), console.log("asked"), new Promise(() => {}))
  await lockDirectory(directory, (asker) => answerAsker(asker, copy))
  console.log("ready")
  setInterval(() => {}, 1000)`

it("A server that is killed while it makes the copy leaves no file, and the next backup is made without it", async () => {
  const [dataDir, file] = [join(root, "data"), join(root, "cut.tar.gz")]
  const built = new URL("../server/dist/db", import.meta.url).href
  const args = ["--input-type=module", "-e", HOLDER, built, join(dataDir, "database")]
  const holder = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
  const ended = once(holder, "exit")
  ends.push(async () => void holder.kill("SIGKILL"))
  let said = ""
  holder.stdout.on("data", (chunk) => {
    said += chunk
  })
  const hears = (word: string) => vi.waitFor(() => expect(said).toContain(word), { timeout: 50_000 })
  await hears("ready")
  const backup = run(dataDir, "backup", file)
  await hears("asked")
  holder.kill("SIGKILL")
  await ended
  expect(await backup).toMatchObject({ code: 1, output: expect.stringContaining("no copy was made") })
  const left = [...readdirSync(root), ...readdirSync(dataDir)]
  expect(left.filter((name) => /^cut|copy/.test(name))).toEqual([])
  expect(await run(dataDir, "backup", file)).toMatchObject({ code: 0 })
  expect(existsSync(file)).toBe(true)
}, 180_000)
