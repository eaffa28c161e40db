import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

/** What a server or the local Factorial costs is measured in a process of its own. Rejects when that does not start. */
export async function launch(kind, settings) {
  const startedAt = performance.now()
  const path = fileURLToPath(new URL("child.js", import.meta.url))
  const child = spawn(process.execPath, [path, kind, JSON.stringify(settings)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  const failed = once(child, "exit").then(([code]) => Promise.reject(new Error(`${kind} ended with ${code}`)))
  failed.catch(() => {}) // it ends when it is stopped, too
  const [facts] = await Promise.race([once(child, "message"), failed])
  const launchMs = performance.now() - startedAt
  const ask = async (question) => {
    child.send(question)
    return (await once(child, "message"))[0]
  }
  const stop = () => {
    child.kill()
    return failed.catch(() => {})
  }
  return { ...facts, launchMs, usage: () => ask("usage"), run: () => ask("run"), stop }
}
