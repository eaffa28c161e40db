import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import ts from "typescript"
import { expect, it } from "vitest"

const GUIDE = "docs/connector-guide.md"
const pages = [
  ...[
    "ARCHITECTURE.md",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "sandbox/factorial/README.md",
    "sandbox/bamboohr/README.md",
    "sandbox/kit/README.md",
    "clients/link/README.md",
    "clients/sdk/README.md",
    "bin/README.md",
    "clients/mcp/README.md",
  ],
  ...readdirSync("docs", { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"))

/** Files of which pages speak as `gateway/scan.ts` are below one of these. */
const ROOTS = [
  "",
  "server/src",
  "connector-kit/src",
  "contract/src",
  "connectors/factorial",
  "connectors/bamboohr",
  "sandbox/factorial/src",
  "web/link",
]

it.each(pages)("%s leads to files that are there", (page) => {
  const text = readFileSync(page, "utf8")
  const links = [...text.matchAll(/\]\((?!https?:|\?|#)([^)#\s]+)/g)].map(([, to = ""]) => join(dirname(page), to))
  expect(links.filter((to) => !existsSync(to))).toEqual([])
  const paths = [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|js|md|json)|(?:[\w.-]+\/){2,})`/g)].map(
    ([, path = ""]) => path,
  )
  const isThere = (path: string) => [...ROOTS, dirname(page)].some((root) => existsSync(join(root, path)))
  expect(paths.filter((path) => !path.startsWith("node_modules/") && !isThere(path))).toEqual([])
})

/** `npm start` prints lines that set these: whoever has run it can paste every command. */
const LOCAL_SYSTEMS = ["FACTORIAL_SANDBOX_URL", "BAMBOOHR_SANDBOX_URL"]
/** What needs no token of Rollcall's: the local HR systems, and the address of an agent, which holds its secret. */
const WITHOUT_TOKEN = [...LOCAL_SYSTEMS.map((name) => `"$${name}/`), '"$MCP_URL"']
const SET = ["ROLLCALL_URL", "ROLLCALL_TOKEN", "ACCOUNT_ID", ...LOCAL_SYSTEMS]
/** A page sets what else it needs: `WEBHOOK_ID=$(curl ...)`. */
const setBy = (blocks: readonly string[]): string[] =>
  blocks.flatMap((text) => [...text.matchAll(/^([A-Z][A-Z_]*)=\$\(/gm)].map(([, name = ""]) => name))

it.each(pages)("%s has commands with the variables that npm start sets, and no others for the same", (page) => {
  const blocks = [...readFileSync(page, "utf8").matchAll(/```(?:sh|bash|shell)\n(.*?)```/gs)].map(
    ([, text = ""]) => text,
  )
  const used = blocks.flatMap((text) => [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => name))
  const known = [...SET, ...setBy(blocks)]
  expect(used.filter((name) => !known.includes(name))).toEqual([])
  const calls = blocks
    .flatMap((text) => text.replace(/^#.*\n/gm, "").split(/^(?=curl )/m))
    .filter((one) => one.startsWith("curl "))
  const ofRollcall = calls.filter((one) => !WITHOUT_TOKEN.some((start) => one.includes(start)))
  expect(
    ofRollcall.filter((one) => !one.includes("$ROLLCALL_URL/") || !one.includes("Bearer $ROLLCALL_TOKEN")),
  ).toEqual([])
  const accounts = [...blocks.join().matchAll(/integrated_account_id\W+([\w-]*)/g)].map(([, given]) => given)
  expect(accounts.filter((given = "") => !given.endsWith("ACCOUNT_ID") || !known.includes(given))).toEqual([])
})

/** Blocks that begin with the name of a file. */
const examples = new Map(
  [...readFileSync(GUIDE, "utf8").matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)].map(([, name = "", code = ""]) => [
    resolve("docs/example", name),
    code.replace("@rollcall/connector-acme_hr", "./index.js"),
  ]),
)
const LOCAL = `export const KEY = ""
export declare function startAcme(): Promise<{ url: string }>`

it(`Examples of ${GUIDE} are a connector, as the compiler sees it`, () => {
  const { config } = ts.readConfigFile("tsconfig.base.json", ts.sys.readFile)
  const { composite, declaration, sourceMap, customConditions, ...strict } = config.compilerOptions
  const { options } = ts.convertCompilerOptionsFromJson({ ...strict, noEmit: true }, ".")
  const files = new Map([...examples, [resolve("docs/example/local-acme.ts"), LOCAL]])
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile, directoryExists } = host
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.directoryExists = (path) => path.includes("docs/example") || (directoryExists?.(path) ?? true)
  host.getSourceFile = (path, ...more) => {
    const code = files.get(path)
    return code === undefined ? getSourceFile(path, ...more) : ts.createSourceFile(path, code, ts.ScriptTarget.ES2023)
  }
  const found = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host))
  const problems = found.map(({ file, messageText }) =>
    [file?.fileName.split("docs/example/")[1], ts.flattenDiagnosticMessageText(messageText, " ")].join(": "),
  )
  expect(problems).toEqual([])
  expect(examples.size).toBeGreaterThan(8)
})
