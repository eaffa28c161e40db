// Time and chance come in as arguments: product code may not ask the machine for them, apart from the files that own them.
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"

const FOLDERS = ["server/src", "connector-kit/src", "connectors", "contract/src", "web"]
const OWNERS = ["server/src/clock.ts"]
const ASKS =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\bperformance\.now\b|\bAbortSignal\.timeout\b|timers\/promises/

const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...FOLDERS], {
  encoding: "utf8",
})
// A browser has no other clock than its own.
const isOurs = (path) => /\.ts$/.test(path) && !/\.test\.ts$|\/testing(\/|\.ts$)|\/browser\//.test(path)
const paths = listed.split("\n").filter((path) => isOurs(path) && !OWNERS.includes(path))
const found = paths.flatMap((path) =>
  readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line, at) => (ASKS.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
)
if (paths.length < 100) throw new Error(`only ${paths.length} files were looked at`)
for (const one of found) process.stderr.write(`time is an argument: ${one}\n`)
if (found.length > 0) process.exit(1)
process.stdout.write(`time is an argument: ${paths.length} files\n`)
