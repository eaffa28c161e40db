#!/usr/bin/env node
import { existsSync } from "node:fs"

if (!existsSync(new URL("./dist/index.js", import.meta.url))) {
  process.stderr.write("rollcall: not built: run `npm ci && npm prune --omit=dev --no-package-lock` in the clone\n")
  process.exit(1)
}
const { run } = await import("./dist/index.js")
await run(process.argv)
