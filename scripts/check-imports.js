// Runs dependency-cruiser and fails when it saw suspiciously little: with a compiler it doesn't understand it sees
// no modules at all and reports success.
import { execFileSync } from "node:child_process"

const FOLDERS = ["contract", "connector-kit", "connectors", "sandbox", "web", "clients", "server", "bin"]
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...FOLDERS], {
  encoding: "utf8",
})
const expected = tracked.split("\n").filter((path) => path.includes("/src/") && path.endsWith(".ts")).length
let report
try {
  report = execFileSync(
    "npx",
    [
      "depcruise",
      ...FOLDERS,
      "--include-only",
      "^(contract|connector-kit|connectors|sandbox|web|clients|server|bin)/",
      "--output-type",
      "json",
    ],
    { encoding: "utf8", maxBuffer: 1e9 },
  )
} catch (failure) {
  report = failure.stdout
}
const { summary, modules } = JSON.parse(report)
const seen = modules.filter((module) => module.source.endsWith(".ts")).length
for (const violation of summary.violations) {
  process.stderr.write(`${violation.rule.name}: ${violation.from} -> ${violation.to}\n`)
}
if (seen < expected) {
  process.stderr.write(`import check saw ${seen} of ${expected} source files: the tool does not read this tree\n`)
  process.exit(1)
}
if (summary.error > 0) process.exit(1)
process.stdout.write(`import table: ${seen} files, ${summary.totalDependenciesCruised} imports, no violation\n`)
