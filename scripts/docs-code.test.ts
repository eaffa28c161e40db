import { readdirSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import ts from "typescript"
import { expect, it } from "vitest"

const pages = [
  ...["README.md", "clients/sdk/README.md", "clients/link/README.md"],
  ...readdirSync("docs", { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"))

/** Blocks of TypeScript that begin by importing one of our packages, each a module of its own. */
const blocks = pages.flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/```ts\n(.*?)```/gs)].flatMap(([, code = ""], index) =>
    /from "@rollcall\/sdk/.test(code)
      ? [{ name: resolve(`docs/code/${page.replaceAll("/", "-")}-${index}.ts`), code }]
      : [],
  ),
)

const VERIFYING = resolve("docs/verify/verify.ts")

it("Programs of the documentation that use the SDK are right, as the compiler sees them", () => {
  const { config } = ts.readConfigFile("tsconfig.base.json", ts.sys.readFile)
  const { composite, declaration, sourceMap, customConditions, ...strict } = config.compilerOptions
  const { options } = ts.convertCompilerOptionsFromJson({ ...strict, noEmit: true, lib: ["ES2023", "DOM"] }, ".")
  const files = new Map(blocks.map(({ name, code }) => [name, `${code}\nexport {}\n`]))
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile, directoryExists } = host
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.directoryExists = (path) => path.includes("docs/code") || (directoryExists?.(path) ?? true)
  host.getSourceFile = (path, ...more) => {
    const code = files.get(path)
    return code === undefined ? getSourceFile(path, ...more) : ts.createSourceFile(path, code, ts.ScriptTarget.ES2023)
  }
  const found = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys(), VERIFYING], options, host))
  const problems = found.map(({ file, messageText }) =>
    [file?.fileName.split("docs/code/")[1], ts.flattenDiagnosticMessageText(messageText, " ")].join(": "),
  )
  expect(problems).toEqual([])
  expect(blocks.length).toBeGreaterThan(4)
})
