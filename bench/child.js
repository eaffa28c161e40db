// One server of the benchmark in a process of its own. The parent asks for its CPU time, its memory, and its longest stall
// since it asked before.
import { monitorEventLoopDelay } from "node:perf_hooks"

const [kind, settings] = process.argv.slice(2)
const { start } = await import(`./${kind}.js`)
const { close: _, run, ...facts } = await start(JSON.parse(settings ?? "{}"))
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
process.on("message", (question) => {
  if (question === "run") void run().then(() => process.send("done"))
  if (question === "usage") {
    const { user, system } = process.cpuUsage()
    process.send({
      cpuMicroseconds: user + system,
      rssBytes: process.memoryUsage().rss,
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
      longestStallMs: delay.max / 1e6,
    })
    delay.reset()
  }
})
process.send(facts)
