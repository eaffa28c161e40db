import { DirectoryRefused, PortTaken } from "@rollcall/sandbox-kit"
import { BadSettings } from "@rollcall/server"

/** Waits for SIGTERM or SIGINT, then stops in order; a second signal stops at once. */
export async function untilStopped(stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    const once = () => {
      process.once("SIGTERM", () => process.exit(1))
      process.once("SIGINT", () => process.exit(1))
      resolve()
    }
    process.once("SIGTERM", once)
    process.once("SIGINT", once)
  })
  await stop()
  process.exit(0)
}

/**
 * Until the answered function is called, a signal ends the process at once. The first process of a container would not
 * hear it otherwise: for that one a signal does nothing by itself.
 */
export function endBySignal(): () => void {
  const end = () => process.exit(1)
  process.once("SIGTERM", end)
  process.once("SIGINT", end)
  return () => {
    process.off("SIGTERM", end)
    process.off("SIGINT", end)
  }
}

/** A failure to start as one clear line; a bad setting exits with 2. */
export function fail(error: unknown): never {
  if (error instanceof BadSettings) {
    for (const problem of error.problems) process.stderr.write(`rollcall: ${problem}\n`)
    process.exit(2)
  }
  process.stderr.write(`rollcall: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

/** Why it does not start as a bad setting, named by who asked for it. */
export function namingSetting(error: unknown, names: { port: string; directory: string }): unknown {
  if (error instanceof PortTaken) return new BadSettings([`${names.port}: ${error.message}`])
  if (error instanceof DirectoryRefused) return new BadSettings([`${names.directory}: ${error.message}`])
  return error
}
