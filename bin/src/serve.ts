import { type Running, startServer } from "@rollcall/server"
import { endBySignal, fail, untilStopped } from "./until-stopped.js"

/** The API for production: settings only, nothing made up. */
export async function serve(): Promise<void> {
  const hasStarted = endBySignal()
  const running: Running = await startServer(process.env).catch(fail)
  const { environmentId, showFirstToken } = running.app
  process.stdout.write(`Rollcall listens on ${running.url} (environment ${environmentId})\n`)
  // Not before it listens: a start that fails must not use up the only time it is shown.
  await showFirstToken((token) => process.stdout.write(`API token, shown this once: ${token}\n`)).catch(fail)
  hasStarted()
  await untilStopped(() => running.stop())
}
