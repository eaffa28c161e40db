import type { Source } from "./sources.js"

const HOW =
  "The interactive reference is one file that is fetched when Rollcall is built. It could not be fetched. Run `npm run build` " +
  "again where the package registry can be reached."

/** The page of the interactive reference, as text for whoever has no script or no copy of it. */
export const referencePage = (isThere: boolean): Source => ({
  path: "docs/reference.md",
  name: "reference",
  markdown: `# API reference\n\n${isThere ? "Try each call in the page, with your own token." : HOW}\n\n[Every operation as a plain list](operations.md)\n`,
})
