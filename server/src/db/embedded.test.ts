import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { createClock } from "../clock.js"
import { openDatabase } from "./index.js"
import { insertEnvironment } from "./testing.js"

it("A new embedded database is a copy of a prepared one, also where an earlier copy was cut short", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-embedded-"))
  const open = () => openDatabase({ directory: join(folder, "data"), clockOffsetMs: 0 }, createClock())
  mkdirSync(join(folder, "data.new"))
  writeFileSync(join(folder, "data.new", "half"), "")
  const first = await open()
  const id = await insertEnvironment(first.db)
  await first.close()
  const again = await open()
  expect(await again.db.selectFrom("environment").select("id").execute()).toEqual([{ id }])
  await again.close()
  expect(readdirSync(folder)).toEqual(["data"])
  rmSync(folder, { recursive: true })
})
