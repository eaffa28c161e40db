import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, it, vi } from "vitest"

// npm fetches and writes thousands of files, which takes as long as it takes.
vi.setConfig({ testTimeout: 600_000 })

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL("..", import.meta.url))
const mustRunAll = process.env.REQUIRE_ALL === "1"
const PATH = process.env.PATH ?? ""

type Packed = { name: string; file: string; bytes: number; files: string[] }
const root = mkdtempSync(join(tmpdir(), "rollcall-packages-"))
let packages: Packed[] = []
beforeAll(async () => {
  const { stdout } = await run(process.execPath, ["scripts/pack.js", join(root, "packed")], {
    cwd: ROOT,
    maxBuffer: 1e8,
  })
  packages = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
})
afterAll(() => {
  // Files share a process.
  vi.resetConfig()
  rmSync(root, { recursive: true, force: true })
})

const NO_NETWORK = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/

/** The package in an empty project, as its users install it. False, and loudly, when there is no way to the others it needs. */
async function install(name: string): Promise<string | false> {
  const project = join(root, name.replace("/", "-"))
  mkdirSync(project)
  writeFileSync(join(project, "package.json"), `{ "private": true, "type": "module" }`)
  const { file } = packages.find((one) => one.name === name) ?? { file: "" }
  try {
    const how = ["install", "--omit=dev", "--prefer-offline", "--no-audit", "--no-fund", file]
    await run("npm", how, { cwd: project, env: { ...process.env, NODE_ENV: "" } })
    return project
  } catch (error) {
    if (mustRunAll || !NO_NETWORK.test(String(Object(error).stderr))) throw error
    process.stderr.write(`\n!!! NOT RUN: "${name} is installed": npm reaches no registry, and has not all it needs\n`)
    return false
  }
}

function bytesOf(path: string): number {
  const found = lstatSync(path)
  if (!found.isDirectory()) return found.size
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0)
}

it("Packages hold what runs, with a licence and a page to read, and nothing of tests and sources", () => {
  expect(packages.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["rollcall", "@rollcall/sdk", "@rollcall/link"]),
  )
  for (const { name, files } of packages) {
    expect(files, name).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]))
    // Pages of the documentation may be about tests.
    const ours = files.filter((path) => !path.includes("/dist/site/"))
    const wrong = ours.filter((path) =>
      /(\.test\.|testing|for-tests|\.map$|(?<!\.d)\.ts$|\/src\/|tsbuildinfo)/.test(path),
    )
    expect(wrong, name).toEqual([])
  }
  const [command] = packages.filter(({ name }) => name === "rollcall")
  expect(command?.files).toContain("node_modules/@rollcall/server/embedded-worker.js")
})

/** Starts all of it with nothing but what was installed, and makes the first call that it prints. */
async function firstAnswer(node: string, project: string): Promise<{ status: number; version: string }> {
  const command = join(project, "node_modules/rollcall/rollcall.js")
  const env = { PATH, ROLLCALL_DATA_DIR: join(project, "data"), PORT: "0" }
  const args = [command, "start", "--employees", "5", "--factorial-port", "0", "--bamboohr-port", "0"]
  const child = spawn(node, args, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] })
  try {
    let output = ""
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (chunk) => {
        output += chunk
        if (output.includes("Stop with Ctrl+C")) resolve()
      })
      child.stderr.on("data", (chunk) => {
        output += chunk
      })
      child.once("exit", () => reject(new Error(`it ended: ${output}`)))
    })
    const [, token] = /Authorization: Bearer (\S+)'/.exec(output) ?? []
    const [, url = ""] = /'(http:\S+\/unified\/hris\/employees\S+)'/.exec(output) ?? []
    const { status } = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    child.removeAllListeners("exit")
    child.kill("SIGTERM")
    const [code] = await once(child, "exit")
    expect(code).toBe(0)
    rmSync(join(project, "data"), { recursive: true })
    return { status, version: (await run(node, ["--version"])).stdout.trim() }
  } finally {
    child.kill("SIGKILL")
  }
}

it("rollcall is installed without tools of ours, in less than 120 MB, and answers the first call that it prints", async ({
  skip,
}) => {
  const project = await install("rollcall")
  if (project === false) return skip("offline")
  expect(bytesOf(join(project, "node_modules")) / 1e6).toBeLessThan(120)
  const { stdout } = await run("npx", ["rollcall", "settings"], { cwd: project })
  expect(stdout).toContain("DATABASE_URL")
  expect((await run("npx", ["rollcall", "list", "--help"], { cwd: project })).stdout).toContain("timeoff_requests")
  expect((await firstAnswer(process.execPath, project)).status).toBe(200)
  if (!mustRunAll) return
  // The journeys run on Node 20, and some of them on Node 24, too.
  const node = (await run("npx", ["-y", "node@22", "-p", "process.execPath"], { cwd: project })).stdout.trim()
  expect(await firstAnswer(node, project)).toEqual({ status: 200, version: expect.stringMatching(/^v22\./) })
})

const dockerfile = () => readFileSync(join(ROOT, "Dockerfile"), "utf8")

/** The steps of the Dockerfile's first stage in a copy of the tree that is installed and built. Answers what is /app in the image. */
async function makeImage(): Promise<string> {
  const [source, app, packed] = [join(root, "source"), join(root, "app"), join(root, "image-packages")]
  mkdirSync(source)
  const left = [".git", ...readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n")]
  const names = readdirSync(ROOT).filter((name) => !left.includes(name))
  // As links where that can be: what npm takes away here stays there.
  for (const name of names) {
    const copy = (how: string) => run("cp", [how, join(ROOT, name), source])
    if (name === "package-lock.json") await copy("-a")
    else await copy("-al").catch(() => copy("-a"))
  }
  rmSync(join(source, "node_modules/.package-lock.json"), { force: true })
  const [first = ""] = dockerfile().split(/^FROM .*(?<!AS build)$/m)
  const steps = [...first.matchAll(/^RUN (.*)$/gm)].map(([, step = ""]) => step)
  // What `npm ci` does after it has installed: it builds what is not built, of nothing but what the copy has.
  expect(steps.shift()).toMatch(/^npm ci /)
  steps.unshift("node scripts/prepare.js")
  expect(steps.length).toBeGreaterThan(1)
  for (const step of steps) {
    const here = step.replaceAll("/packages", packed).replaceAll(/(?<=\s)\/app(?=[\s/])/g, app)
    await run("sh", ["-ec", here], { cwd: source, maxBuffer: 1e8 })
  }
  return app
}

/** As the first process of a container, where that may be tried: for that one a signal does nothing by itself. */
async function firstProcess(command: string[]): Promise<string[]> {
  const apart = ["unshare", "--pid", "--fork"]
  return run(apart[0] ?? "", [...apart.slice(1), "true"]).then(
    () => [...apart, ...command],
    () => command,
  )
}

it("The image's steps make an app that is healthy by its own check, and ends on SIGTERM as the first process", async () => {
  const app = await makeImage()
  expect(bytesOf(app) / 1e6).toBeLessThan(120)
  const [file = "", ...args] = await firstProcess([process.execPath, join(app, "rollcall.js"), "serve"])
  const env = { PATH, ROLLCALL_DATA_DIR: join(root, "image-data"), PORT: "0", NODE_ENV: "production" }
  const child = spawn(file, args, { cwd: app, env, stdio: ["ignore", "pipe", "inherit"] })
  try {
    const port = await new Promise<string>((resolve, reject) => {
      let output = ""
      child.stdout.on("data", (chunk) => {
        output += chunk
        const found = /listens on http:\S+:(\d+)/.exec(output)?.[1]
        if (found) resolve(found)
      })
      child.once("exit", () => reject(new Error(`it ended: ${output}`)))
    })
    child.removeAllListeners("exit")
    const check: string[] = JSON.parse(/^HEALTHCHECK .* CMD (.*)$/m.exec(dockerfile())?.[1] ?? "[]")
    expect(check.shift()).toBe("node")
    await run(process.execPath, check, { env: { PORT: port } })
    await expect(run(process.execPath, check, { env: { PORT: "1" } })).rejects.toThrow()
    const ended = once(child, "exit")
    const inner = file === "unshare" ? readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8") : child.pid
    process.kill(Number(inner), "SIGTERM")
    expect((await ended)[0]).toBe(0)
  } finally {
    child.kill("SIGKILL")
  }
})

/** With the compiler of this tree, for a browser. */
async function compile(project: string, code: string): Promise<void> {
  writeFileSync(join(project, "use.ts"), code)
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc")
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--lib",
    "es2023,dom",
    "use.ts",
  ]
  await run(process.execPath, [tsc, ...options], { cwd: project })
}

/** Installed, nothing came with it. */
const besides = (project: string) => readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))

it("@rollcall/sdk is installed alone, runs, and gives types to whoever uses it", async ({ skip }) => {
  const project = await install("@rollcall/sdk")
  if (project === false) return skip("offline")
  expect(besides(project)).toEqual(["@rollcall"])
  const script = `Promise.all([import("@rollcall/sdk"), import("@rollcall/sdk/node")]).then(([sdk, node]) => {
    const acme = sdk.createRollcall(node.settingsFromEnvironment())
    process.stdout.write(typeof acme.employees.list)
  })`
  const env = { PATH, ROLLCALL_URL: "https://rollcall.example.com", ROLLCALL_TOKEN: "t" }
  expect((await run(process.execPath, ["-e", script], { cwd: project, env })).stdout).toBe("function")
  await compile(
    project,
    `import { createRollcall, type Employee, type WebhookEvent } from "@rollcall/sdk"
const acme = createRollcall({ url: "https://rollcall.example.com", token: "t", accountId: "a" })
export const people: Promise<Employee[]> = acme.employees.list({ updated_at: { gte: "2026-01-01" } }).toArray()
export const name = (event: WebhookEvent) => (event.event === "employee:hired" ? event.payload.after?.name : undefined)
// @ts-expect-error: no such filter
void acme.employees.list({ shoe_size: 42 })
`,
  )
})

it("@rollcall/link is installed alone, and a module and the compiler find what it offers", async ({ skip }) => {
  const project = await install("@rollcall/link")
  if (project === false) return skip("offline")
  expect(besides(project)).toEqual(["@rollcall"])
  const script = `import("@rollcall/link").then((all) => process.stdout.write(typeof all.authenticate))`
  expect((await run(process.execPath, ["-e", script], { cwd: project })).stdout).toBe("function")
  await compile(
    project,
    `import { authenticate } from "@rollcall/link"
export const status: Promise<"connected" | "failed" | "closed" | "blocked"> =
  authenticate("token", { baseUrl: "https://rollcall.example.com" }).then((result) => result.status)
`,
  )
  expect(readFileSync(join(project, "node_modules/@rollcall/link/LICENSE"), "utf8")).toContain("Apache License")
})
