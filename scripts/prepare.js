// Builds after an install and before a start, where the compiler was installed. Without it (`npm ci --omit=dev`) what was built before is used.
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"

if (existsSync("node_modules/typescript")) {
  const { status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-b"], { stdio: "inherit" })
  process.exit(status ?? 1)
}
if (!existsSync("bin/dist/index.js"))
  process.stderr.write(
    "rollcall: not built yet, and there is no compiler here: npm ci && npm prune --omit=dev --no-package-lock\n",
  )
