// Makes the documentation site of the Markdown and of the API's description, where the libraries for it are installed. Without
// them what was built before is served.
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { fetchReference, REFERENCE } from "./fetch-reference.js"

if (existsSync("node_modules/marked")) {
  const { buildSite } = await import("../web/docs/dist/build.js")
  const { describeApi } = await import("../server/dist/http/open-api/index.js")
  const openApi = describeApi({ version: "0.1.0", publicUrl: "http://127.0.0.1:8080" })
  const reference = fetchReference() ? REFERENCE : undefined
  buildSite(fileURLToPath(new URL("..", import.meta.url)), { openApi, reference })
}
