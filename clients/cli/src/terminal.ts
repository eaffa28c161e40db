import { spawn } from "node:child_process"
import { homedir, platform } from "node:os"
import { text } from "node:stream/consumers"
import { setTimeout } from "node:timers/promises"
import { type Io, usage } from "./io.js"

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
}

/** Ends with Ctrl+C; a second one ends the process at once. */
function untilInterrupted(): AbortSignal {
  const ending = new AbortController()
  process.once("SIGINT", () => {
    ending.abort()
    process.once("SIGINT", () => process.exit(130))
  })
  return ending.signal
}

function print(written: string | Uint8Array): void {
  // `| head` reads what it wants and leaves: that is no failure.
  if (process.stdout.listenerCount("error") === 0)
    process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1))
  process.stdout.write(written)
}

/** The terminal that the process was started from. */
export function createIo(): Io {
  let interrupted: AbortSignal | undefined
  const isTerminal = process.stdout.isTTY === true
  const isAsked = isTerminal && process.stdin.isTTY === true
  return {
    out: print,
    write: print,
    err: (written) => void process.stderr.write(written),
    isTerminal,
    columns: process.stdout.columns ?? 100,
    env: process.env,
    home: homedir(),
    readStdin: () => text(process.stdin),
    async confirm(question) {
      if (!isAsked) return false
      const { confirm } = await import("@clack/prompts")
      return (await confirm({ message: question, initialValue: false })) === true
    },
    async askSecret(question) {
      if (!isAsked) throw usage("--token: give an API token, or set ROLLCALL_TOKEN")
      const { password, isCancel } = await import("@clack/prompts")
      const given = await password({ message: question })
      if (isCancel(given)) throw usage("nothing was changed")
      return given
    },
    openInBrowser,
    async sleep(ms, signal) {
      await setTimeout(ms, undefined, { signal }).catch((error) => {
        if (!signal?.aborted) throw error
      })
    },
    now: () => new Date(),
    // Whoever asks for it ends by it; a server, which doesn't, stops in its own way.
    get signal() {
      interrupted ??= untilInterrupted()
      return interrupted
    },
  }
}

function openInBrowser(url: string): void {
  const [command, ...more] = OPENERS[platform()] ?? ["xdg-open"]
  const child = spawn(command, [...more, url], { stdio: "ignore", detached: true })
  child.on("error", () => {}) // the address was printed
  child.unref()
}
