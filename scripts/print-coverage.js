// The lines that unit tests run, for each folder that is to be proven by them. Fails when they are too few.
import { readFileSync } from "node:fs"

const LEAST = 80
const FOLDERS = ["connector-kit/src", "contract/src", "server/src/gateway", "server/src/http"]

const [path = "coverage/coverage-summary.json"] = process.argv.slice(2)
const summary = JSON.parse(readFileSync(path, "utf8"))
for (const folder of FOLDERS) {
  const files = Object.entries(summary).filter(([path]) => path.includes(`/${folder}/`))
  const [covered, total] = ["covered", "total"].map((key) => files.reduce((sum, [, { lines }]) => sum + lines[key], 0))
  const percent = total === 0 ? 0 : (100 * covered) / total
  if (percent < LEAST) process.exitCode = 1
  const note = percent >= LEAST ? "" : `, fewer than ${LEAST} %`
  process.stdout.write(
    `lines run by unit tests: ${folder} ${percent.toFixed(1)} % of ${total} in ${files.length} files${note}\n`,
  )
}
