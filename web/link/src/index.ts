/**
 * The page on which a customer connects their HR system, drawn on the server: complete without a script (links, forms,
 * redirects), with no thing from elsewhere but the caller's logo. The script (static/link.js) only makes it livelier:
 * it tells the caller's page the result, follows the checks and opens the consent window. Every value is escaped.
 * It knows nothing of the server: what is shown comes in as a `View`.
 */
import { readFileSync } from "node:fs"
import { drawingOf, layout, type Page } from "./layout.js"
import { existingPage, pickerPage } from "./pages/choose.js"
import { connectPage } from "./pages/connect.js"
import { deadPage } from "./pages/dead.js"
import { checkingPage, failedPage, successPage } from "./pages/progress.js"
import { STYLE } from "./style.js"
import type { Frame, Language, View } from "./view.js"

/** The whole page as HTML. */
export function renderLinkPage(frame: Frame, view: View): string {
  const drawing = drawingOf(frame)
  return layout(drawing, pageOf())

  function pageOf(): Page {
    switch (view.state) {
      case "picker":
        return pickerPage(drawing, view)
      case "existing":
        return existingPage(drawing, view)
      case "connect":
        return connectPage(drawing, view)
      case "checking":
        return checkingPage(drawing, view)
      case "failed":
        return failedPage(drawing, view)
      case "success":
        return successPage(drawing, view)
      default:
        return deadPage(drawing, view)
    }
  }
}

export const LANGUAGES: readonly Language[] = ["en", "es"]

/** Files that the page asks for, by name under `assets/`. */
export const linkAssets: Readonly<Record<string, { type: string; body: Buffer }>> = {
  "link.css": { type: "text/css; charset=utf-8", body: Buffer.from(STYLE) },
  "link.js": {
    type: "text/javascript; charset=utf-8",
    body: readFileSync(new URL("../static/link.js", import.meta.url)),
  },
}

export * from "./view.js"
