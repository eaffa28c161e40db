// Runs PGlite off the main thread, so that a long query never blocks requests. Plain JavaScript: a worker thread
// loads it as it is, from the sources and from the build. One message in, one answer out, in order; and what
// the session is notified of.
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs"
import { join } from "node:path"
import { parentPort, workerData } from "node:worker_threads"
import { PGlite } from "@electric-sql/pglite"

// PostgreSQL's 128 MB of buffers are filled with zeros at every start, a second of processor time in WebAssembly.
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB"]

// A new database begins as a copy: of the empty one that was made at the installation, or in tests of one that holds the
// schema. PostgreSQL's own way to make one takes some seconds in WebAssembly.
const { dataDir, image, emptyImage, engine } = workerData
const copied = image && !dataDir ? mkdtempSync(`${image}-`) : undefined
const place = dataDir ?? copied
const from = image ?? (dataDir && existsSync(emptyImage) ? emptyImage : undefined)
if (from && isFree(place)) putCopy(from, place)
const database = await PGlite.create({ startParams, pgliteWasmModule: engine, ...(place ? { dataDir: place } : {}) })
database.onNotification((channel, payload) => parentPort.postMessage({ channel, payload }))
parentPort.postMessage({ ready: true })
parentPort.on("message", ({ id, ...message }) => {
  answer(message).then(
    (result) => parentPort.postMessage({ id, ...result }),
    ({ message: text, code, detail }) => parentPort.postMessage({ id, error: { message: text, code, detail } }),
  )
})

/** Whatever is there is left as it is. */
function isFree(path) {
  return !existsSync(path) || readdirSync(path).length === 0
}

/** All of it or nothing: what another user made and can't be read, or a mount that nothing can be put at, is left to PostgreSQL. */
function putCopy(from, to) {
  const beside = `${to}.new`
  try {
    rmSync(beside, { recursive: true, force: true })
    copyDirectory(from, beside)
    renameSync(beside, to)
  } catch {
    rmSync(beside, { recursive: true, force: true })
  }
}

/** A quarter of the time of `cpSync`; in no time where the file system can share what was not changed. */
function copyDirectory(from, to, mode = statSync(from).mode) {
  mkdirSync(to, { mode })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copyDirectory(source, target)
    else copyFileSync(source, target, constants.COPYFILE_FICLONE)
  }
}

async function answer({ sql, parameters, copyTo, close }) {
  if (close) {
    await database.close()
    if (copied) rmSync(copied, { recursive: true })
    return { rows: [] }
  }
  if (copyTo) {
    rmSync(copyTo, { recursive: true, force: true })
    copyDirectory(place, copyTo, 0o700)
    return { rows: [] }
  }
  // Several statements in one text (migrations) only go without parameters.
  if (parameters.length === 0) return (await database.exec(sql)).at(-1) ?? { rows: [] }
  const { rows, affectedRows } = await database.query(sql, parameters)
  return { rows, affectedRows }
}
