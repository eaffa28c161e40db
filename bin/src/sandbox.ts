import { startSandbox } from "@rollcall/sandbox-factorial"
import { fail, untilStopped } from "./until-stopped.js"

type Options = { port: number; employees: number; seed: string; today?: string; firstId?: string; locale: string }

/** The local Factorial alone. */
export async function sandbox(options: Options): Promise<void> {
  const { port, employees: size, seed, today, firstId, locale } = options
  const started = await startSandbox({
    port,
    size,
    seed,
    locale: locale === "es" ? "es" : "en",
    ...(today === undefined ? {} : { today }),
    ...(firstId === undefined ? {} : { firstId }),
  }).catch(fail)
  process.stdout.write(`A local Factorial with ${size} employees listens on ${started.url}

  curl -H 'x-api-key: ${started.apiKey}' '${started.url}/api/2026-10-01/resources/employees/employees?limit=2'
  curl ${started.url}/_sandbox

Its control API is described in sandbox/factorial/README.md. Stop it with Ctrl+C.
`)
  await untilStopped(() => started.close())
}
