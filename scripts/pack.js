// Makes the packages that are published: `node scripts/pack.js [FOLDER]` writes a tarball for each into FOLDER
// (dist/packages) and prints a line of JSON for each. The tree has to be built. What is in PACKAGES is packed: `bundle`
// takes the workspaces that it needs along, as bundled dependencies, and theirs from outside as its own.
import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join, resolve } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"

const PACKAGES = [{ folder: "bin", bundle: true }, { folder: "clients/sdk" }, { folder: "clients/link" }]

const root = resolve(import.meta.dirname, "..")
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"))
const { workspaces, overrides } = readJson(join(root, "package.json"))
const OURS = new Map(
  workspaces
    .flatMap((one) =>
      one.endsWith("/*") ? readdirSync(join(root, one.slice(0, -2))).map((name) => one.replace("*", name)) : [one],
    )
    .map((folder) => [readJson(join(root, folder, "package.json")).name, folder]),
)

/** What a run does not need: tests and what helps them, maps, what the compiler and the first start keep. */
const LEFT_OUT =
  /(\.map|\.tsbuildinfo|\.test\.(js|d\.ts)|(^|\/)testing(\.js|\.d\.ts)?|-for-tests(\.js|\.d\.ts)|(^|\/)empty-database-.*)$/
/** Of a package's folder, what its code reads when it runs. */
const RUN_TIME = /^(dist|static|[\w-]+\.js|catalogue\.json|README\.md)$/

function copyRunTime(folder, to, hasTypes) {
  mkdirSync(to, { recursive: true })
  const isNeeded = (path) => !LEFT_OUT.test(path) && (hasTypes || !path.endsWith(".d.ts"))
  // What the other one has is for its tests.
  const specs = folder === "sandbox/factorial" ? ["spec"] : []
  const names = readdirSync(join(root, folder)).filter((name) => RUN_TIME.test(name) || specs.includes(name))
  for (const name of names) cpSync(join(root, folder, name), join(to, name), { recursive: true, filter: isNeeded })
}

/** The exports of the sources, and of helpers for tests, are for this tree alone. */
function exportsOf({ exports = {} }, hasTypes) {
  const of = ({ source, types, ...rest }) => (hasTypes ? { types, ...rest } : rest)
  const kept = Object.entries(exports).filter(([name]) => name !== "./testing")
  return Object.fromEntries(kept.map(([name, conditions]) => [name, of(conditions)]))
}

/** All workspaces that one needs, and what they need from outside. */
function needsOf(name, found = { ours: new Set(), others: {} }) {
  const { dependencies = {} } = readJson(join(root, OURS.get(name), "package.json"))
  for (const [one, version] of Object.entries(dependencies)) {
    if (!OURS.has(one)) found.others[one] = version
    else if (!found.ours.has(one)) {
      found.ours.add(one)
      needsOf(one, found)
    }
  }
  return found
}

function stage({ folder, bundle = false }, to) {
  const manifest = readJson(join(root, folder, "package.json"))
  const { private: _, devDependencies: __, files: ___, dependencies = {}, ...kept } = manifest
  copyRunTime(folder, to, !bundle)
  cpSync(join(root, "LICENSE"), join(to, "LICENSE"))
  const files = readdirSync(to).filter((name) => !["LICENSE", "README.md", "package.json"].includes(name))
  const written = { ...kept, files, dependencies }
  if (bundle) {
    const { ours, others } = needsOf(manifest.name)
    for (const name of ours) stageBundled(name, join(to, "node_modules", name))
    const versions = Object.fromEntries([...ours].map((name) => [name, manifest.version]))
    // Only the package at the top may override a version; as a dependency beside it the version is taken all the same.
    written.dependencies = sorted({ ...versions, ...others, ...overrides })
    written.bundleDependencies = [...ours].sort()
    delete written.exports
  } else written.exports = exportsOf(manifest, true)
  writeFileSync(join(to, "package.json"), `${JSON.stringify(written, null, 2)}\n`)
}

const sorted = (given) => Object.fromEntries(Object.entries(given).sort(([one], [other]) => (one < other ? -1 : 1)))

/** Its dependencies from outside are those of the package that it is in. */
function stageBundled(name, to) {
  const folder = OURS.get(name)
  const manifest = readJson(join(root, folder, "package.json"))
  const { version, license, type, engines } = manifest
  copyRunTime(folder, to, false)
  rmSync(join(to, "README.md"), { force: true })
  const written = { name, version, license, type, engines, exports: exportsOf(manifest, false) }
  writeFileSync(join(to, "package.json"), `${JSON.stringify(written, null, 2)}\n`)
}

async function check(directory) {
  const told = await publint({ pkgDir: directory, pack: false, strict: true })
  // Scripts of the documentation site are for browsers.
  const messages = told.messages.filter(({ args }) => !args?.actualFilePath?.includes("/dist/site/"))
  const manifest = readJson(join(directory, "package.json"))
  if (messages.length > 0) throw new Error(messages.map((one) => formatMessage(one, manifest)).join("\n"))
}

const target = resolve(process.argv[2] ?? join(root, "dist/packages"))
mkdirSync(target, { recursive: true })
const staging = mkdtempSync(join(tmpdir(), "rollcall-pack-"))
try {
  for (const one of PACKAGES) {
    const directory = join(staging, basename(one.folder))
    stage(one, directory)
    await check(directory)
    const npm = ["pack", "--json", "--ignore-scripts", "--pack-destination", target]
    const [packed] = JSON.parse(execFileSync("npm", npm, { cwd: directory, encoding: "utf8", maxBuffer: 1e8 }))
    const { name, filename, size, files } = packed
    const made = { name, file: join(target, filename), bytes: size, files: files.map(({ path }) => path) }
    process.stdout.write(`${JSON.stringify(process.argv[2] ? made : { ...made, files: files.length })}\n`)
  }
} finally {
  rmSync(staging, { recursive: true, force: true })
}
