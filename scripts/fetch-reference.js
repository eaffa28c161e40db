// Fetches the one file that the interactive reference at /docs/reference is. It is no dependency: its own dependencies weigh
// 230 MB. What comes is held against the integrity that stands here.
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const PACKAGE = "@scalar/api-reference@1.46.4"
const INTEGRITY = "EpCcOG15Ry8DKNs/f5AdRA97s1B5kGPekzANpnK0j1IpyU4Sb/mfdyfB00WC+vUo7hfc4BFRSkkiPa5SSM7fng=="
const folder = fileURLToPath(new URL("../web/docs/.downloads/", import.meta.url))
/** Where it is kept, named by its version. */
export const REFERENCE = join(folder, "api-reference-1.46.4.js")

/** Whether it is there now. Without a network it is not, and everything else goes on. */
export function fetchReference() {
  if (existsSync(REFERENCE)) return true
  const work = mkdtempSync(join(tmpdir(), "api-reference-"))
  try {
    const once = ["--fetch-retries=0", "--fetch-timeout=10000", "--silent", "--pack-destination", work]
    const options = { encoding: "utf8", timeout: 30_000, stdio: ["ignore", "pipe", "ignore"] }
    const packed = join(
      work,
      execFileSync("npm", ["pack", PACKAGE, ...once], options)
        .trim()
        .split("\n")
        .at(-1),
    )
    if (createHash("sha512").update(readFileSync(packed)).digest("base64") !== INTEGRITY)
      throw new Error(`${PACKAGE} is not what it was`)
    execFileSync("tar", ["xzf", packed, "-C", work])
    mkdirSync(folder, { recursive: true })
    copyFileSync(join(work, "package/dist/browser/standalone.js"), REFERENCE)
    return true
  } catch {
    return false
  } finally {
    rmSync(work, { recursive: true })
  }
}
