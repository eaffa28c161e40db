// Runs PGlite off the main thread, so that a long query never blocks requests. Plain JavaScript: a worker thread
// loads it as it is, from the sources and from the build. One message in, one answer out, in order.
import { parentPort, workerData } from "node:worker_threads"
import { PGlite } from "@electric-sql/pglite"

const database = await PGlite.create(workerData.dataDir ? { dataDir: workerData.dataDir } : {})
parentPort.postMessage({ ready: true })
parentPort.on("message", async ({ id, sql, parameters, close }) => {
  try {
    if (close) {
      await database.close()
      parentPort.postMessage({ id, rows: [] })
      return
    }
    const { rows, affectedRows } =
      parameters.length === 0 ? ((await database.exec(sql)).at(-1) ?? { rows: [] }) : await database.query(sql, parameters)
    parentPort.postMessage({ id, rows, affectedRows })
  } catch (error) {
    parentPort.postMessage({ id, error: { message: error.message, code: error.code, detail: error.detail } })
  }
})
