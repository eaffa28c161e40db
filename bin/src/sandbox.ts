import { DEFAULT_CLIENT, DirectoryRefused, PortTaken, startSandbox } from "@rollcall/sandbox-factorial"
import { BadSettings, makeDirectory } from "@rollcall/server"
import { fail, untilStopped } from "./until-stopped.js"

type Options = {
  port: number
  employees?: number
  seed?: string
  today?: string
  firstId?: string
  locale?: "en" | "es"
  redirectUri?: string[]
  dataDir?: string
}

/** The local Factorial alone. */
export async function sandbox(options: Options): Promise<void> {
  const { employees, redirectUri = [], ...rest } = options
  const client = { ...DEFAULT_CLIENT, redirectUris: [...DEFAULT_CLIENT.redirectUris, ...redirectUri] }
  const size = employees === undefined ? {} : { size: employees }
  const started = await prepared(options.dataDir)
    .then(() => startSandbox({ ...rest, ...size, clients: [client] }))
    .catch((error) => fail(namingOption(error)))
  const kept = options.dataDir === undefined ? "" : `What happens in it is kept in ${options.dataDir}.\n`
  process.stdout.write(`A local Factorial with ${started.running.settings.size} employees listens on ${started.url}
${kept}
  curl -H 'x-api-key: ${started.apiKey}' '${started.url}/api/2026-10-01/resources/employees/employees?limit=2'
  curl ${started.url}/_sandbox

Its control API is described in sandbox/factorial/README.md. Stop it with Ctrl+C.
`)
  await untilStopped(() => started.close())
}

async function prepared(dataDir: string | undefined): Promise<void> {
  if (dataDir !== undefined) makeDirectory(dataDir, "--data-dir")
}

function namingOption(error: unknown): unknown {
  if (error instanceof PortTaken) return new BadSettings([`--port: ${error.message}`])
  if (error instanceof DirectoryRefused) return new BadSettings([`--data-dir: ${error.message}`])
  return error
}
