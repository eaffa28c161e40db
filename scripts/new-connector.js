// Makes the folder of a connector, with everything in it that is not about its HR system: `npm run new:connector NAME`.
// What is to be written says so when the standard suite runs. Nothing that is there is overwritten.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

const TEMPLATE = new URL("connector-template/", import.meta.url)

/** Names of the template's files, and where they go. */
const FILES = {
  "package.json.txt": "package.json",
  "tsconfig.json.txt": "tsconfig.json",
  "src.api.ts.txt": "src/api.ts",
  "src.auth.ts.txt": "src/auth.ts",
  "src.connect.ts.txt": "src/connect.ts",
  "src.tables.ts.txt": "src/tables.ts",
  "src.resources.employees.ts.txt": "src/resources/employees.ts",
  "src.webhooks.ts.txt": "src/webhooks.ts",
  "src.catalogue.ts.txt": "src/catalogue.ts",
  "src.index.ts.txt": "src/index.ts",
}

/** What else the name would mean: a package of ours, a part of the connector, or a word of the language. */
const TAKEN = new Set([
  ...["kit", "api", "auth", "connect", "catalogue", "employees", "webhooks", "tables", "todo", "custom", "hris"],
  ...["await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else"],
  ...["enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in"],
  ...["instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return"],
  ...["static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield"],
])

class Refused extends Error {}

/** Folders whose files name no HR system (scripts/check-words.js). */
const NAMELESS = ["server/src", "connector-kit/src"]
const NAMING = ["server/src/app.ts", "server/src/testing.ts"]

function assertName(name) {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name) || /__|_$/.test(name))
    throw new Refused(
      `${JSON.stringify(name)} is no name: small letters, digits and _, a letter first, as in npm run new:connector acme_hr`,
    )
  if (TAKEN.has(name)) throw new Refused(`${name} means something else here: take the HR system's own name`)
  const there = [`connectors/${name}`, `test/${name}-connector.test.ts`].find((path) => existsSync(path))
  if (there !== undefined) throw new Refused(`${there} is there already: nothing was written`)
  const files = NAMELESS.flatMap(listFiles).filter((path) => !NAMING.includes(path))
  const used = files.find((path) => readFileSync(path, "utf8").toLowerCase().includes(name))
  if (used === undefined) return
  throw new Refused(
    `${name} is a word of ${used}, and names of HR systems stand in no such file: take a longer name, such as ${name}_hr`,
  )
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return listFiles(path)
    return path.endsWith(".ts") ? [path] : []
  })
}

/** The files to write, by their paths, and those to change, with their new text. */
function plan(name) {
  const folder = `connectors/${name}`
  const words = name.split("_")
  const capital = (word) => word.slice(0, 1).toUpperCase() + word.slice(1)
  const variable = words[0] + words.slice(1).map(capital).join("")
  const values = { id: name, variable, name: words.map(capital).join(" ") }
  const fill = (file) =>
    readFileSync(new URL(file, TEMPLATE), "utf8").replace(/\{\{(\w+)\}\}/g, (_all, key) => values[key])
  const made = Object.entries(FILES).map(([file, path]) => [`${folder}/${path}`, fill(file)])
  made.push([`test/${name}-connector.test.ts`, sortImports(fill("test.ts.txt"))])
  const changed = [
    ["tsconfig.json", (text) => addReference(text, folder)],
    ["server/tsconfig.json", (text) => addReference(text, `../${folder}`)],
    ["server/package.json", (text) => addDependency(text, `@rollcall/connector-${name}`)],
    ["server/src/app.ts", (text) => addConnector(text, { name, variable })],
  ].map(([path, change]) => [path, change(readFileSync(path, "utf8"))])
  return { made, changed }
}

const sourceOf = (line) => /^import .* from ("[^"]+")$/.exec(line)?.[1]

/** The imports that a file begins with, in the order of their sources: where the connector's own stands depends on its name. */
function sortImports(text) {
  const lines = text.split("\n")
  const end = lines.findIndex((line) => sourceOf(line) === undefined)
  const nameOf = (line) => sourceOf(line).slice(1, -1)
  const sorted = lines.slice(0, end).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return [...sorted, ...lines.slice(end)].join("\n")
}

/** Behind the other connectors. */
function addReference(text, path) {
  const lines = text.split("\n")
  const last = lines.findLastIndex((line) => /"path": "(\.\.\/)?connectors\//.test(line))
  if (last < 0)
    throw new Refused(
      "no reference to connectors/ in a tsconfig.json, behind which the new one goes: nothing was written",
    )
  const [indent] = /^\s*/.exec(lines[last]) ?? [""]
  lines[last] = lines[last].replace(/,?$/, ",")
  const isLast = !/^\s*\{/.test(lines[last + 1] ?? "")
  lines.splice(last + 1, 0, `${indent}{ "path": "${path}" }${isLast ? "" : ","}`)
  return lines.join("\n")
}

function addDependency(text, name) {
  const read = JSON.parse(text)
  const dependencies = { ...read.dependencies, [name]: "0.1.0" }
  const sorted = Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ ...read, dependencies: sorted }, null, 2)}\n`
}

function addConnector(text, { name, variable }) {
  const lines = text.split("\n")
  const source = `"@rollcall/connector-${name}"`
  const ours = (line) => (sourceOf(line)?.startsWith('"@rollcall/') ? sourceOf(line) : undefined)
  // Imports are sorted by their source: behind the last one that comes before, or in front of all.
  const first = lines.findIndex((line) => ours(line) !== undefined)
  const next = Math.max(first, lines.findLastIndex((line) => (ours(line) ?? source) < source) + 1)
  const list = /^const CONNECTORS: readonly Connector\[\] = \[(.*)\]$/m
  if (first < 0 || !list.test(text))
    throw new Refused(`no import of ours, or no line "const CONNECTORS ...", in server/src/app.ts: nothing was written`)
  lines.splice(next, 0, `import { ${variable} } from ${source}`)
  return lines.join("\n").replace(list, (line, inside) => line.replace(inside, `${inside}, ${variable}`))
}

function make(name) {
  assertName(name)
  const { made, changed } = plan(name)
  for (const [path, text] of made) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: "wx" })
  }
  for (const [path, text] of changed) writeFileSync(path, text)
  return { made, changed }
}

const list = (files) => files.map(([path]) => `  ${path}`).join("\n")

/** What is left to do, in order. */
const steps = (name) => `
Next:
  1. npm install            links the new package and builds it
  2. npm run build && npx vitest run --project journeys test/${name}-connector.test.ts
                            says what is to be written, file by file
  3. docs/connector-guide.md, in the order of its sections, until the suite is green

The connector is in server/src/app.ts already, so a server that you start offers it. Commit it when the suite is green.
`

process.chdir(join(import.meta.dirname, ".."))
const [name = "", ...more] = process.argv.slice(2)
try {
  if (name === "" || more.length > 0) throw new Refused("say one name: npm run new:connector NAME")
  const { made, changed } = make(name)
  process.stdout.write(`Made:\n${list(made)}\nChanged:\n${list(changed)}\n${steps(name)}`)
} catch (error) {
  if (!(error instanceof Refused)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
