// Runs PGlite off the main thread, so that a long query never blocks requests. Plain JavaScript: a worker thread
// loads it as it is, from the sources and from the build. One message in, one answer out, in order; and what
// the session is notified of.
import { readFileSync } from "node:fs"
import { parentPort, workerData } from "node:worker_threads"
import { PGlite } from "@electric-sql/pglite"

const { dataDir, image } = workerData
const begin = () => (image ? { loadDataDir: new Blob([readFileSync(image)]) } : {})
const database = await PGlite.create(dataDir ? { dataDir } : begin())
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
    return { rows: [] }
  }
  // Several statements in one text (migrations) only go without parameters.
  if (parameters.length === 0) return (await database.exec(sql)).at(-1) ?? { rows: [] }
  const { rows, affectedRows } = await database.query(sql, parameters)
  return { rows, affectedRows }
}
