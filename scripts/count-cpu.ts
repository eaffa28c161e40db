import { appendFileSync, readFileSync } from "node:fs"
import { afterAll, expect } from "vitest"

/**
 * With CPU_LOG, each file says how many seconds of processor time its process has taken, and on Linux the processes that
 * it started and that have ended, whatever else the machine did.
 */
const path = process.env.CPU_LOG
let before = 0
if (path) {
  const isShared = Reflect.get(globalThis, "hasCounted") === true
  if (isShared) before = secondsSoFar()
  Reflect.set(globalThis, "hasCounted", true)
  afterAll(() => {
    appendFileSync(path, `${(secondsSoFar() - before).toFixed(2)} ${expect.getState().testPath}\n`)
  })
}

function secondsSoFar(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000 + secondsOfChildren()
}

/** In ticks of 10 ms; the name of the process, in brackets, may hold spaces. */
function secondsOfChildren(): number {
  try {
    const [, fields = ""] = readFileSync("/proc/self/stat", "utf8").split(/\) (?=\S )/)
    const [user, system] = fields.split(" ").slice(13, 15).map(Number)
    return ((user ?? 0) + (system ?? 0)) / 100
  } catch {
    return 0
  }
}
