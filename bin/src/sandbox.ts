import { DEFAULT_CLIENT, startSandbox } from "@rollcall/sandbox-factorial"
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
  const started = await startSandbox({
    ...rest,
    ...(employees === undefined ? {} : { size: employees }),
    clients: [client],
  }).catch(fail)
  const kept = options.dataDir === undefined ? "" : `What happens in it is kept in ${options.dataDir}.\n`
  process.stdout.write(`A local Factorial with ${started.running.settings.size} employees listens on ${started.url}
${kept}
  curl -H 'x-api-key: ${started.apiKey}' '${started.url}/api/2026-10-01/resources/employees/employees?limit=2'
  curl ${started.url}/_sandbox

Its control API is described in sandbox/factorial/README.md. Stop it with Ctrl+C.
`)
  await untilStopped(() => started.close())
}
