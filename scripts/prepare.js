// Builds after an install and before a start, where the compiler was installed, and prepares an empty embedded database.
// Without the compiler (`npm ci --omit=dev`) what was built before is used.
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"

if (existsSync("node_modules/typescript")) {
  const { status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-b"], { stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
  await import("./build-docs.js")
  // A first start with the embedded database is some seconds faster by it, and works without.
  const { makeEmptyImage } = await import("../server/dist/db/embedded.js")
  await makeEmptyImage().catch(() => {})
} else if (!existsSync("bin/dist/index.js"))
  process.stderr.write(
    "rollcall: not built yet, and there is no compiler here: npm ci && npm prune --omit=dev --no-package-lock\n",
  )
