// Prints the bill of materials (CycloneDX) of what runs in production, made by npm from the lock file alone. npm leaves
// out what a tool of ours needs as well as the product, so it is shown a tree that has no such tools.
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"

const root = resolve(import.meta.dirname, "..")
const directory = mkdtempSync(join(tmpdir(), "rollcall-sbom-"))
const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"))
const write = (path, content) => {
  mkdirSync(dirname(join(directory, path)), { recursive: true })
  writeFileSync(join(directory, path), JSON.stringify(content))
}

try {
  const lock = readJson("package-lock.json")
  const kept = Object.entries(lock.packages).filter(([, { dev, devOptional, peer }]) => !dev && !devOptional && !peer)
  const packages = kept.map(([path, { devDependencies: _, peerDependencies: __, ...one }]) => [path, one])
  write("package-lock.json", { ...lock, packages: Object.fromEntries(packages) })
  for (const [path] of packages.filter(([path]) => !path.includes("node_modules"))) {
    const { devDependencies: _, peerDependencies: __, scripts: ___, ...manifest } = readJson(join(path, "package.json"))
    write(join(path, "package.json"), manifest)
  }
  const npm = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]
  process.stdout.write(execFileSync("npm", npm, { cwd: directory, encoding: "utf8", maxBuffer: 1e8 }))
} finally {
  rmSync(directory, { recursive: true, force: true })
}
