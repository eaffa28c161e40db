import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import ts from "typescript"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { signatureHeaders } from "../server/src/webhooks/sign.js"
import { startRollcall } from "./rollcall.js"

const PAGE = "docs/changes-and-webhooks.md"
const directory = mkdtempSync(join(tmpdir(), "verify-"))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

type Delivery = { id: string; timestamp: string; signatures: string; body: Buffer }
type Language = { name: string; file: string; run: readonly string[]; version: string; isRequired: boolean }

const languages: readonly Language[] = [
  { name: "TypeScript", file: "verify.ts", run: [process.execPath], version: "--version", isRequired: true },
  { name: "Python", file: "verify.py", run: ["python3"], version: "--version", isRequired: true },
  { name: "Ruby", file: "verify.rb", run: ["ruby"], version: "--version", isRequired: false },
  { name: "Go", file: "verify.go", run: ["go", "run"], version: "version", isRequired: false },
  { name: "PHP", file: "verify.php", run: ["php"], version: "--version", isRequired: false },
]

const isInstalled = ({ run: [command = ""], version }: Language) => spawnSync(command, [version]).status === 0

/** The oldest Node that is supported runs no TypeScript, so it runs what the compiler makes of it. */
const compiled = join(directory, "verify.mjs")
writeFileSync(
  compiled,
  ts.transpile(readFileSync("docs/verify/verify.ts", "utf8"), {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
  }),
)
const programOf = (file: string): string => (file.endsWith(".ts") ? compiled : `docs/verify/${file}`)

function verify({ run, file }: Language, secret: string, { id, timestamp, signatures, body }: Delivery) {
  const [command = "", ...more] = run
  const { PATH = "", HOME = directory } = process.env
  const headers = { HTTP_WEBHOOK_ID: id, HTTP_WEBHOOK_TIMESTAMP: timestamp, HTTP_WEBHOOK_SIGNATURE: signatures }
  const env = { PATH, HOME, WEBHOOK_SECRET: secret, ...headers }
  return spawnSync(command, [...more, programOf(file)], { env, input: body, encoding: "utf8" })
}

let secret: string
let genuine: Delivery
beforeAll(async () => {
  const rollcall = await startRollcall({ sandbox: { size: 3 } })
  const received: { headers: Readonly<Record<string, unknown>>; body: Buffer }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/` // it listens on a port
  const post = (path: string, body: unknown) => rollcall.call(path, { method: "POST", body })
  const hook = (await post("/webhook", { target_url: target, event_types: ["employee:*"] })).body
  expect((await post("/webhook/test", { id: hook.id, event_type: "employee:hired" })).status).toBe(200)
  server.close()
  await rollcall.close()
  const [delivered] = received
  const text = (name: string) => String(delivered?.headers[name])
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(text)
  secret = hook.secret
  genuine = { id, timestamp, signatures, body: delivered?.body } as Delivery // as many as names
  // Programs of other languages have the machine's clock: on another day of the tests it is signed for their time.
  if (process.env.TEST_NOW) genuine = sign(genuine.body, { at: machineTime() })
})

const machineTime = (): Date =>
  new Date(Number(spawnSync(process.execPath, ["-p", "Date.now()"], { env: {}, encoding: "utf8" }).stdout))

type Signing = { at?: Date; secrets?: readonly [string, ...string[]] }
function sign(body: Buffer, { at, secrets = [secret] }: Signing = {}): Delivery {
  const { id } = genuine
  const made = signatureHeaders({ id, at: at ?? new Date(1000 * Number(genuine.timestamp)), body, secrets })
  return { id, timestamp: made["webhook-timestamp"] ?? "", signatures: made["webhook-signature"] ?? "", body }
}

const TEN_MINUTES_MS = 600_000
const moved = (ms: number): Signing => ({ at: new Date(1000 * Number(genuine.timestamp) + ms) })
const forgeries: readonly (readonly [what: string, make: () => Delivery])[] = [
  ["another body", () => ({ ...genuine, body: Buffer.from(genuine.body.toString().replace("hired", "fired")) })],
  ["another id", () => ({ ...genuine, id: `${genuine.id}0` })],
  ["another time", () => ({ ...genuine, timestamp: String(Number(genuine.timestamp) + 1) })],
  ["a time that is no number", () => ({ ...genuine, timestamp: "now" })],
  ["one that was recorded ten minutes ago", () => sign(genuine.body, moved(-TEN_MINUTES_MS))],
  ["one that is signed ten minutes ahead", () => sign(genuine.body, moved(TEN_MINUTES_MS))],
  ["another secret", () => sign(genuine.body, { secrets: ["another-secret"] })],
  ["no signature", () => ({ ...genuine, signatures: "" })],
  ["half a signature", () => ({ ...genuine, signatures: genuine.signatures.slice(0, 20) })],
  ["a signature of another version", () => ({ ...genuine, signatures: genuine.signatures.replace("v1,", "v2,") })],
]

describe.each(languages)("verify a delivery in $name", (language) => {
  const installed = isInstalled(language)
  if (!installed) process.stderr.write(`\n!!! NOT RUN: ${language.file}, because ${language.run[0]} is not installed\n`)

  it("as the page shows it", () => {
    const program = readFileSync(`docs/verify/${language.file}`, "utf8")
    const fence = "`".repeat(3)
    const page = readFileSync(PAGE, "utf8")
    expect(page).toContain(`${fence}${language.file.split(".")[1]}\n${program}${fence}\n`)
  })

  if (process.env.REQUIRE_ALL === "1" && language.isRequired)
    it("which is installed where everything has to run", () => expect(installed).toBe(true))

  it.skipIf(!installed)("takes what Rollcall has sent, also while the secret is being changed", () => {
    for (const delivery of [genuine, sign(genuine.body, { secrets: ["a-newer-secret", secret] })]) {
      const { status, stdout, stderr } = verify(language, secret, delivery)
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "employee:hired\n", stderr: "" })
    }
  })

  it.skipIf(!installed)("refuses forgeries", () => {
    for (const [what, make] of forgeries) {
      const { status, stdout, stderr } = verify(language, secret, make())
      expect({ status, stdout }, what).toEqual({ status: 1, stdout: "" })
      expect(stderr, what).toContain("not from Rollcall")
    }
  })

  it.skipIf(!installed)("refuses everything while no secret is set", () => {
    const { status, stderr } = verify(language, "", sign(genuine.body, { secrets: [""] }))
    expect(status).toBe(1)
    expect(stderr).toContain("not from Rollcall")
  })
})
