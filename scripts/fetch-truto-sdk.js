// Fetches Truto's browser SDK for the conformance test. It is no dependency: its own dependencies weigh 40 MB, and
// only its bundle is served to a browser. npm checks what it downloads.
import { execFileSync } from "node:child_process"
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const SDK = "@truto/truto-link-sdk@1.1.30"
const target = fileURLToPath(new URL("../test/.downloads/", import.meta.url))
const work = mkdtempSync(join(tmpdir(), "truto-sdk-"))
const packed = execFileSync("npm", ["pack", SDK, "--silent", "--pack-destination", work], { encoding: "utf8" }).trim()
execFileSync("tar", ["xzf", join(work, packed.split("\n").at(-1)), "-C", work])
mkdirSync(target, { recursive: true })
copyFileSync(join(work, "package/dist/main.js"), join(target, "truto-link-sdk.js"))
rmSync(work, { recursive: true })
process.stdout.write(`${SDK} is in test/.downloads\n`)
