// Runs PGlite off the main thread, so that a long query never blocks requests. Plain JavaScript: a worker thread
// loads it as it is, from the sources and from the build. One message in, one answer out, in order; and what
// the session is notified of.
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { parentPort, workerData } from "node:worker_threads"
import { PGlite } from "@electric-sql/pglite"

// PostgreSQL's 128 MB of buffers are filled with zeros at every start, a second of processor time in WebAssembly.
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"]

// A new database may begin as a copy of another that holds the schema: tests start ten times as fast by that.
const { dataDir, image, engine } = workerData
const copied = image && !dataDir ? mkdtempSync(`${image}-`) : undefined
const place = dataDir ?? copied
if (image && !existsSync(join(place, "PG_VERSION"))) cpSync(image, place, { recursive: true })
const database = await PGlite.create({ startParams, pgliteWasmModule: engine, ...(place ? { dataDir: place } : {}) })
database.onNotification((channel, payload) => parentPort.postMessage({ channel, payload }))
parentPort.postMessage({ ready: true })
parentPort.on("message", ({ id, ...message }) => {
  answer(message).then(
    (result) => parentPort.postMessage({ id, ...result }),
    ({ message: text, code, detail }) => parentPort.postMessage({ id, error: { message: text, code, detail } }),
  )
})

async function answer({ sql, parameters, close }) {
  if (close) {
    await database.close()
    if (copied) rmSync(copied, { recursive: true })
    return { rows: [] }
  }
  // Several statements in one text (migrations) only go without parameters.
  if (parameters.length === 0) return (await database.exec(sql)).at(-1) ?? { rows: [] }
  const { rows, affectedRows } = await database.query(sql, parameters)
  return { rows, affectedRows }
}
