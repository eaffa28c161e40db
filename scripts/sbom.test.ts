import { execFileSync } from "node:child_process"
import { expect, it } from "vitest"

/** Licences that let the product be used, changed and sold under Apache-2.0. */
const ALLOWED = new Set([
  "Apache-2.0",
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  "PostgreSQL",
  "BlueOak-1.0.0",
])

type Component = { name: string; version: string; licenses?: { license?: { id?: string }; expression?: string }[] }

it("Everything that runs in production is in the bill of materials, with a licence that is allowed", () => {
  const made = execFileSync("npm", ["run", "--silent", "sbom"], { encoding: "utf8", maxBuffer: 1e8 })
  const { bomFormat, components }: { bomFormat: string; components: Component[] } = JSON.parse(made)
  expect(bomFormat).toBe("CycloneDX")
  const names = components.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(["fastify", "pg", "kysely", "undici", "commander", "@electric-sql/pglite", "zod"]),
  )
  expect(names).not.toContain("vitest")
  const licenceOf = ({ licenses = [] }: Component) =>
    licenses.map(({ license, expression }) => license?.id ?? expression ?? "none").join(" AND ")
  const isAllowed = (text: string) =>
    text
      .replace(/[()]/g, "")
      .split(" AND ")
      .every((part) => part.split(" OR ").some((one) => ALLOWED.has(one)))
  const refused = components.filter((one) => !isAllowed(licenceOf(one)))
  expect(refused.map((one) => `${one.name}@${one.version}: ${licenceOf(one)}`)).toEqual([])
})
