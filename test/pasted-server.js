// `npx rollcall start`, `serve` or `sandbox` of a page, as this build. It goes on alone once it is ready; its process is
// written down, so that the test can stop it.
import { spawn } from "node:child_process"
import { appendFileSync, openSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const COMMAND = fileURLToPath(new URL("../bin/rollcall.js", import.meta.url))
const READY = /listens on|Stop with Ctrl\+C/
const [pids = "", , command = "", ...more] = process.argv.slice(2)
const freePort = command === "sandbox" ? ["--port", "0"] : []
const env = { ...process.env, PORT: "0", FACTORIAL_SANDBOX_PORT: "0", BAMBOOHR_SANDBOX_PORT: "0" }
const said = `${pids}.${process.pid}`
const output = openSync(said, "w")
const child = spawn(process.execPath, [COMMAND, command, ...more, ...freePort], {
  env,
  detached: true,
  stdio: ["ignore", output, output],
})
appendFileSync(pids, `${child.pid}\n`)
setInterval(() => READY.test(readFileSync(said, "utf8")) && process.exit(0), 50)
child.once("exit", () => {
  process.stderr.write(`it ended: ${readFileSync(said, "utf8")}`)
  process.exit(1)
})
