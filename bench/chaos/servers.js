import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { fileURLToPath } from "node:url"

const COMMAND = fileURLToPath(new URL("../../bin/rollcall.js", import.meta.url))

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address()
  server.close()
  await once(server, "close")
  return port
}

/** `rollcall serve` at an address that it keeps: it is started again at once whenever it was killed. */
export class Server {
  #child
  #env
  lastLines = ""
  /** Resolves when the process started last listens, or has ended. */
  ready = Promise.resolve()
  /** Ends that nobody asked for. */
  crashes = []

  constructor(port, env) {
    this.url = `http://127.0.0.1:${port}`
    process.once("exit", () => this.#child?.kill("SIGKILL"))
    this.#env = { PATH: process.env.PATH ?? "", PORT: String(port), ...env }
  }

  /** Resolves when it listens, or has ended before. */
  start() {
    const child = spawn(process.execPath, [COMMAND, "serve"], { env: this.#env, stdio: ["ignore", "pipe", "pipe"] })
    this.#child = child
    const ended = once(child, "exit").then(([code, signal]) => {
      if (signal !== "SIGKILL") this.crashes.push(`${this.url} ended with ${code ?? signal}: ${this.lastLines}`)
    })
    const listens = new Promise((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          this.lastLines = (this.lastLines + chunk).slice(-2_000)
          if (String(chunk).includes("listens on")) resolve()
        })
    })
    this.ready = Promise.race([listens, ended])
    return this.ready
  }

  async kill() {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, "exit")
    child.kill("SIGKILL")
    await ended
  }
}
