import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { browserPath, describeInBrowser } from "./browser.js"

const path = fileURLToPath(new URL(".downloads/truto-link-sdk.js", import.meta.url))
/** Truto's browser SDK as it comes from npm; `node scripts/fetch-truto-sdk.js` fetches it. */
export const trutoSdk = existsSync(path) ? readFileSync(path) : undefined

/** A suite that needs a browser and Truto's own SDK. */
export function describeWithTrutoSdk(title: string, suite: () => void): void {
  if (trutoSdk !== undefined || browserPath === undefined) {
    describeInBrowser(title, suite)
    return
  }
  describe.skipIf(trutoSdk === undefined)(title, suite)
  process.stderr.write(`\n!!! NOT RUN: "${title}" (Truto's SDK is not there); run node scripts/fetch-truto-sdk.js\n`)
  if (process.env.REQUIRE_ALL === "1") test(`${title} runs`, () => expect(trutoSdk).toBeDefined())
}
