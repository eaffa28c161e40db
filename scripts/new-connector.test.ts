import { execFile } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const run = promisify(execFile)
const NEEDED = ["scripts", "connector-kit", "contract", "server/src", "server/package.json", "server/tsconfig.json"]
const SETTINGS = ["package.json", "tsconfig.json", "tsconfig.base.json", "biome.json", ".oxlintrc.json", ".gitignore"]
/** As long as a name can be, so no line of it is longer than is allowed. */
const LONG = "globex_of_the_far_away_country_and_more1"
const SHORT = "hq9"
/** Behind all other connectors, and behind the kit. */
const LAST = "zz9"

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "new-connector-"))
  // Vitest reads the settings of every package that the workspace names.
  const { references } = JSON.parse(readFileSync("tsconfig.json", "utf8"))
  const packages = references.map(({ path }: { path: string }) => join(path, "tsconfig.json"))
  for (const path of [...NEEDED, ...SETTINGS, ...packages])
    cpSync(path, join(root, path), {
      recursive: true,
      // What is built is not built again.
      preserveTimestamps: true,
      filter: (from) => !/node_modules|server\/dist/.test(from),
    })
  // What `npm install` links.
  mkdirSync(join(root, "node_modules/@rollcall"), { recursive: true })
  for (const name of readdirSync("node_modules").filter((one) => !one.startsWith("@rollcall")))
    symlinkSync(resolve("node_modules", name), join(root, "node_modules", name))
  for (const name of ["connector-kit", "contract"])
    symlinkSync(`../../${name}`, join(root, "node_modules/@rollcall", name))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

type Outcome = { code: number; stdout: string; stderr: string }
const node = (...args: string[]): Promise<Outcome> =>
  run(process.execPath, args, { cwd: root, maxBuffer: 50_000_000, env: { ...process.env, NO_COLOR: "1" } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => ({ code: 1, stdout: "", stderr: "", ...Object(error) }),
  )
const make = (...names: string[]) => node("scripts/new-connector.js", ...names)
const read = (path: string) => readFileSync(join(root, path), "utf8")
/** All that the command may touch. */
const tree = () =>
  ["connectors", "test", "server/package.json", "server/tsconfig.json", "server/src/app.ts", "tsconfig.json"].map(
    (path) => (path.includes(".") ? read(path) : readdirSync(join(root, path), { recursive: true }).toSorted()),
  )

describe("a new connector", () => {
  it("is made with everything around it", async () => {
    for (const name of [SHORT, LONG, LAST]) {
      const { code, stdout, stderr } = await make(name)
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
      expect(stdout).toContain("npm install")
      symlinkSync(`../../connectors/${name}`, join(root, `node_modules/@rollcall/connector-${name}`))
      expect(JSON.parse(read("server/package.json")).dependencies).toHaveProperty(`@rollcall/connector-${name}`)
      expect(JSON.parse(read("tsconfig.json")).references).toContainEqual({ path: `connectors/${name}` })
      expect(JSON.parse(read("server/tsconfig.json")).references).toContainEqual({ path: `../connectors/${name}` })
    }
    const app = read("server/src/app.ts")
    expect(app).toContain(`import { ${SHORT} } from "@rollcall/connector-${SHORT}"`)
    expect(app).toMatch(/^const CONNECTORS.*, hq9, globexOfTheFarAwayCountryAndMore1, zz9\]$/m)
  })

  it("compiles, and its style is that of everything else", async () => {
    const built = await node("node_modules/typescript/bin/tsc", "-b", `connectors/${SHORT}`)
    expect(built.stdout).toBe("")
    const test = { extends: "./tsconfig.base.json", compilerOptions: { noEmit: true }, include: [`test/${SHORT}-*.ts`] }
    writeFileSync(join(root, "tsconfig.test.json"), JSON.stringify(test))
    expect((await node("node_modules/typescript/bin/tsc", "-p", "tsconfig.test.json")).stdout).toBe("")
    const made = ["connectors", "test", "server/src/app.ts", "server/package.json", "tsconfig.json"]
    const styled = await node("node_modules/@biomejs/biome/bin/biome", "ci", ...made, "server/tsconfig.json")
    expect(styled.code, styled.stdout + styled.stderr).toBe(0)
    const linted = await node("node_modules/oxlint/bin/oxlint", "connectors", "test")
    expect(linted.code, linted.stdout + linted.stderr).toBe(0)
  })

  it("fails the suite where something is to be written, and each place says what", async () => {
    writeFileSync(join(root, "vitest.config.ts"), `export default { test: { include: ["test/${SHORT}-*.ts"] } }`)
    await node("node_modules/vitest/vitest.mjs", "run", "--reporter=json", "--outputFile=told.json")
    const { testResults } = JSON.parse(read("told.json"))
    type Told = { title: string; status: string; failureMessages: string[] }
    const told: Told[] = testResults.flatMap(({ assertionResults }: { assertionResults: Told[] }) => assertionResults)
    const failed = told.filter(({ status }) => status === "failed")
    const left = failed.find(({ title }) => title === "has nothing left to write")?.failureMessages.join("") ?? ""
    expect(left.split("\n  ").filter((line) => /placeholder|guide, section/.test(line))).toEqual([
      "api.hosts.production is a placeholder: https://TODO.example",
      "src/api.ts, authorize: make the headers of a credential (guide, section 2)",
      "src/api.ts, lists.page: say how most lists are paged, as cursor({ ... }) (guide, section 5)",
      "src/api.ts, lists.rows: say where the rows are in an answer (guide, section 5)",
      "connect.identity.request.path is a placeholder: TODO/me",
      "src/connect.ts, identity.read: find the company of a credential in an answer (guide, section 4)",
      "connect.checks.0.request.path is a placeholder: TODO/employees",
      "connect.checks.0.permission is a placeholder: TODO: what the customer has to allow, in its own word",
      "src/tables.ts, employees.list: say which call lists the employees (guide, section 6)",
      "table employees.by.id is a placeholder: TODO",
      "src/resources/employees.ts, map: make a unified row of a row (guide, section 7)",
      "webhooks.events.0.type is a placeholder: TODO: the name of the event that tells of employees",
      "src/webhooks.ts, events: name the rows that an event is about (guide, section 8)",
      "src/webhooks.ts, list: say which call lists the subscriptions (guide, section 8)",
      "src/webhooks.ts, read: read a subscription of a row (guide, section 8)",
      "src/webhooks.ts, subscribe: say which call subscribes (guide, section 8)",
      "src/webhooks.ts, unsubscribe: say which call ends a subscription (guide, section 8)",
      "src/webhooks.ts, verify: say whether this is signed (guide, section 8)",
      "src/webhooks.ts, eventOf: find the event in what is posted (guide, section 8)",
      expect.stringContaining("proxy.employees.methods.0.path is a placeholder: TODO/employees/{id}"),
    ])
    const firstOf = (title: string) => failed.find((one) => one.title.startsWith(title))?.failureMessages[0] ?? ""
    expect(firstOf("keeps credentials in headers")).toContain("src/api.ts, authorize")
    expect(firstOf("finds out whose a credential is")).toContain("the test, send")
    expect(firstOf("have a path below the root")).toContain("src/tables.ts, employees.list")
    expect(firstOf("survive odd bodies")).toContain("src/api.ts, lists.page")
    expect(firstOf("keep the secret out of addresses")).toContain("src/webhooks.ts, unsubscribe")
    expect(firstOf("take what the HR system has signed")).toContain("the test, sign")
    expect(told.length - failed.length).toBeGreaterThan(15)
  })

  it("is not made twice, nor by a name that can't be one, and then nothing is touched", async () => {
    const before = tree()
    for (const [names, said] of [
      [[SHORT], "is there already"],
      [["server"], "is a word of"],
      [["Globex"], "is no name"],
      [["../x"], "is no name"],
      [["9a"], "is no name"],
      [["class"], "means something else"],
      [["kit"], "means something else"],
      [[], "say one name"],
      [["a1b2", "b"], "say one name"],
    ] as const) {
      const { code, stderr } = await make(...names)
      expect([code, stderr]).toEqual([1, expect.stringContaining(said)])
    }
    expect(tree()).toEqual(before)
  })
}, 120_000)
