// The server and the connector kit hold no word of any HR system: what is said there must be true of all of them. The
// names are those of the folders in connectors/. Only app.ts, which puts the connectors in, names them, and for tests
// testing.ts.
import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"

const FOLDERS = ["server/src", "connector-kit/src"]
const NAMING = ["server/src/app.ts", "server/src/testing.ts"]

const names = readdirSync("connectors", { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []))
const word = new RegExp(names.join("|"), "i")
const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...FOLDERS], {
  encoding: "utf8",
})
const files = listed.split("\n").filter((path) => path.endsWith(".ts") && !NAMING.includes(path))
let found = 0
for (const path of files) {
  for (const [at, line] of readFileSync(path, "utf8").split("\n").entries()) {
    if (!word.test(line) && !word.test(path)) continue
    found++
    process.stderr.write(`${path}:${at + 1} names an HR system: ${line.trim().slice(0, 120)}\n`)
  }
}
if (names.length === 0 || files.length < 100) {
  process.stderr.write("word check saw no connectors, or too few files: it does not read this tree\n")
  process.exit(1)
}
if (found > 0) process.exit(1)
process.stdout.write(`word check: ${files.length} files hold no word of ${names.join(", ")}\n`)
