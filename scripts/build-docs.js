// Makes the documentation site of the Markdown, where the libraries for it are installed. Without them what was built before
// is served.
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"

if (existsSync("node_modules/marked")) {
  const { buildSite } = await import("../web/docs/dist/build.js")
  buildSite(fileURLToPath(new URL("..", import.meta.url)))
}
