import { appendFileSync } from "node:fs"
import { afterAll, expect } from "vitest"

/** With CPU_LOG, each file says how many seconds of processor time its process has taken, whatever else the machine did. */
const path = process.env.CPU_LOG
let before = { user: 0, system: 0 }
if (path) {
  const isShared = Reflect.get(globalThis, "hasCounted") === true
  if (isShared) before = process.cpuUsage()
  Reflect.set(globalThis, "hasCounted", true)
  afterAll(() => {
    const { user, system } = process.cpuUsage()
    const seconds = (user + system - before.user - before.system) / 1_000_000
    appendFileSync(path, `${seconds.toFixed(2)} ${expect.getState().testPath}\n`)
  })
}
