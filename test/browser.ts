import { existsSync } from "node:fs"
import { type Browser, chromium } from "playwright-core"
import { describe, expect, test } from "vitest"

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** A Chromium on this machine; CHROMIUM_PATH names another one. */
export const browserPath = [process.env.CHROMIUM_PATH, ...PLACES].find((path) => path && existsSync(path))

/** A suite that needs a real browser. Without one it is skipped loudly, or fails with REQUIRE_ALL=1. */
export function describeInBrowser(title: string, suite: () => void): void {
  describe.skipIf(browserPath === undefined)(title, suite)
  if (browserPath !== undefined) return
  process.stderr.write(`\n!!! NOT RUN: "${title}" (no Chromium found); install it or set CHROMIUM_PATH\n`)
  if (process.env.REQUIRE_ALL === "1") test(`${title} runs`, () => expect(browserPath).toBeDefined())
}

/** Reaches nothing but this machine. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(browserPath === undefined ? {} : { executablePath: browserPath }),
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"],
  })
