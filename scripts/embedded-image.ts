import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"

/** Makes an empty embedded database once, so that each test loads it instead of making its own: four times as fast. */
export default async function makeEmbeddedImage(): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), "rollcall-image-"))
  const database = await PGlite.create()
  const image = await database.dumpDataDir("none")
  await database.close()
  const path = join(directory, "image.tar")
  writeFileSync(path, Buffer.from(await image.arrayBuffer()))
  process.env.ROLLCALL_EMBEDDED_IMAGE = path
  return () => rmSync(directory, { recursive: true, force: true })
}
