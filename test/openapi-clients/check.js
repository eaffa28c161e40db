// Makes clients of the API's description with three generators, after a linter has found nothing in it, and type-checks
// them with a program that uses them. `npm run build` of the product comes first.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { describeApi } from "../../server/dist/http/open-api/index.js"

process.chdir(import.meta.dirname)
if (!existsSync("node_modules") && process.env.REQUIRE_ALL !== "1") {
  process.stderr.write(
    "SKIPPED: no clients are made of /openapi.json; npm ci --prefix test/openapi-clients gets the tools\n",
  )
  process.exit(0)
}
execFileSync(process.execPath, ["../../clients/sdk/scripts/generate.js", "--check"], { stdio: "inherit" })
rmSync("out", { recursive: true, force: true })
mkdirSync("out")
const api = describeApi({ version: "0.1.0", publicUrl: "https://hris.rollcall.dev" })
writeFileSync("out/openapi.json", JSON.stringify(api, null, 2))

const steps = {
  "redocly finds nothing": ["redocly", "lint", "out/openapi.json", "--config", "redocly.yaml", "--max-problems", "30"],
  "openapi-typescript": ["openapi-typescript", "out/openapi.json", "--output", "out/openapi-typescript.ts"],
  "hey-api": ["openapi-ts", "--input", "./out/openapi.json", "--output", "./out/hey-api", "--logs", "out", "--silent"],
  orval: ["orval", "--input", "./out/openapi.json", "--output", "./out/orval.ts", "--client", "fetch"],
  "what they made has types": ["tsc", "--project", "tsconfig.json"],
}
const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" }
for (const [name, [command = "", ...given]] of Object.entries(steps)) {
  const startedAt = Date.now()
  execFileSync(`node_modules/.bin/${command}`, given, { stdio: ["ignore", "inherit", "inherit"], env: environment })
  process.stdout.write(`${name}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}
