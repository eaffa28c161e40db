import { type Running, startServer } from "@rollcall/server"
import { fail, untilStopped } from "./until-stopped.js"

/** The API for production: settings only, nothing made up. */
export async function serve(): Promise<void> {
  const running: Running = await startServer(process.env).catch(fail)
  const { generatedToken, environmentId } = running.app
  process.stdout.write(`Rollcall listens on ${running.url} (environment ${environmentId})\n`)
  if (generatedToken) process.stdout.write(`API token, shown this once: ${generatedToken}\n`)
  await untilStopped(() => running.stop())
}
