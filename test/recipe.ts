import { type ChildProcess, spawn } from "node:child_process"
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { createServer, request as forward } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pipeline } from "node:stream"
import { fileURLToPath } from "node:url"
import { expect } from "vitest"
import { theDay } from "./processes.js"
import type { Rollcall } from "./rollcall.js"

/** The code of a page of docs/recipes, run as a reader runs it, in a directory of its own. */
export type Recipe = {
  /** Starts it, or starts it again where it was. */
  start(): void
  /** As a crash does; once its state is so, because what is not written down yet is done again. */
  kill(isWritten?: (state: any) => boolean): Promise<void>
  /** What it has printed since it was last asked, once all of these are among it. */
  says(...expected: string[]): Promise<string[]>
  /** All it has ever printed. */
  lines(): string[]
  /** Until it has complained of this. */
  complains(problem: string): Promise<void>
  /** Until its state is so. */
  writes(isSo: (state: any) => boolean): Promise<void>
  close(): Promise<void>
}

const PAGES = new URL("../docs/recipes/", import.meta.url)
const SDK = fileURLToPath(new URL("../clients/sdk", import.meta.url))

export async function codeOf(page: string): Promise<string> {
  const blocks = [...(await readFile(new URL(`${page}.md`, PAGES), "utf8")).matchAll(/^```js\n(.*?)^```$/gms)]
  expect(blocks, `${page} has one block of code`).toHaveLength(1)
  return blocks[0]?.[1] ?? ""
}

const PATIENT = { timeout: 60_000, interval: 20 }

type Settings = { page: string; rollcall: Rollcall; env?: Record<string, string> }

/** Rollcall is behind a bad network: a third of the calls fail. */
export async function prepareRecipe({ page, rollcall, env = {} }: Settings): Promise<Recipe> {
  const [directory, network] = [await mkdtemp(join(tmpdir(), "recipe-")), await startBadNetwork(rollcall.url)]
  await writeFile(join(directory, "recipe.mjs"), await codeOf(page))
  // As after an install.
  await mkdir(join(directory, "node_modules/@rollcall"), { recursive: true })
  await symlink(SDK, join(directory, "node_modules/@rollcall/sdk"))
  const settings = {
    PATH: process.env.PATH ?? "",
    ...theDay(),
    ROLLCALL_URL: network.url,
    ROLLCALL_TOKEN: rollcall.token,
    ACCOUNT_ID: rollcall.accountId,
    STATE_FILE: "state.json",
    POLL_SECONDS: "0.05",
    ...env,
  }
  let [output, problems, read] = ["", "", 0]
  let child: ChildProcess | undefined
  let ended = Promise.resolve()
  const start = () => {
    const made = spawn(process.execPath, ["recipe.mjs"], { cwd: directory, env: settings })
    made.stdout.on("data", (chunk) => {
      output += chunk
    })
    made.stderr.on("data", (chunk) => {
      problems += chunk
    })
    ended = new Promise((resolve) => made.once("close", () => resolve()))
    child = made
  }
  const until = (isMet: () => boolean) =>
    expect.poll(() => isMet() || `${output.slice(read)}\n${problems.slice(-500)}`, PATIENT).toBe(true)
  const says = async (...expected: string[]) => {
    const fresh = () => output.slice(read, output.lastIndexOf("\n") + 1)
    await until(() => expected.every((one) => `\n${fresh()}`.includes(`\n${one}`)))
    const lines = fresh().split("\n").slice(0, -1)
    read = output.lastIndexOf("\n") + 1
    return lines
  }
  const lines = () => output.split("\n").slice(0, -1)
  const complains = (problem: string) => until(() => problems.includes(problem))
  const writes = (isSo: (state: any) => boolean) =>
    expect
      .poll(
        async () => isSo(JSON.parse(await readFile(join(directory, "state.json"), "utf8").catch(() => "{}"))),
        PATIENT,
      )
      .toBe(true)
  const kill = async (isWritten = (_: any) => true) => {
    if (child?.exitCode === null) await writes(isWritten)
    child?.kill("SIGKILL")
    await ended
  }
  const close = async () => {
    await kill()
    await network.close()
    await rm(directory, { recursive: true })
  }
  return { start, kill, says, lines, complains, writes, close }
}

/** Of every six calls one is refused, one is over the limit and one breaks off. */
async function startBadNetwork(target: string) {
  let count = 0
  const server = createServer((request, response) => {
    const turn = count++ % 6
    if (turn === 0) return request.socket.destroy()
    if (turn === 2) return response.writeHead(429, { "retry-after": "0" }).end("slow down")
    if (turn === 4) return response.writeHead(502).end("bad gateway")
    const { method, url, headers } = request
    const onward = forward(`${target}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      pipeline(answer, response, () => {})
    })
    onward.on("error", () => response.destroy())
    pipeline(request, onward, () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** Something that happens in the company, by the sandbox's own actions. */
export async function happen({ sandbox }: Rollcall, action: string, body: object): Promise<any> {
  const answer = await fetch(`${sandbox.url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`)
  return answer.json()
}

/** A call of Factorial's own API, for what has no action. */
export async function callFactorial({ sandbox }: Rollcall, call: string, body: object = {}): Promise<any> {
  const [method = "", path] = call.split(" ")
  const answer = await fetch(`${sandbox.url}/api/2026-10-01/resources/${path}`, {
    method,
    headers: { "x-api-key": sandbox.apiKey, "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${call}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** As after a restore of the database: the numbers are there, and they are of other events. */
export async function replaceLog({ app }: Rollcall): Promise<void> {
  const events = app.database.db.updateTable("event").where("environment_id", "=", app.environmentId)
  await events.set(({ fn }) => ({ id: fn<string>("gen_random_uuid", []) })).execute()
}

export const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
