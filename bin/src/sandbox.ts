import { BadSettings, makeDirectory } from "@rollcall/server"
import { type Company, LOCAL_SYSTEMS, type LocalSystem, urlVariable } from "./local-systems.js"
import { fail, namingSetting, untilStopped } from "./until-stopped.js"

type Options = {
  port?: number
  employees?: number
  seed?: string
  today?: string
  firstId?: string
  locale?: "en" | "es"
  redirectUri?: string[]
  dataDir?: string
}

/** One local HR system alone. */
export async function sandbox(id: string, { port, employees, redirectUri, ...rest }: Options): Promise<void> {
  const system = LOCAL_SYSTEMS.find((one) => one.id === id)
  if (!system) return fail(new BadSettings([`there is no local ${id}; there is ${LOCAL_SYSTEMS.map((one) => one.id)}`]))
  const company: Company = {
    ...rest,
    ...(employees === undefined ? {} : { size: employees }),
    ...(redirectUri === undefined ? {} : { redirectUris: redirectUri }),
  }
  const local = await open(system, company, port).catch(fail)
  const kept = company.dataDir === undefined ? "" : `What happens in it is kept in ${company.dataDir}.\n`
  process.stdout.write(`A local ${system.name} with ${local.company.size} employees listens on ${local.url}
${kept}
  ${local.curl}
  curl ${local.url}/_sandbox

Its control API is described in sandbox/${system.id}/README.md. The commands there work after this line:

  export ${urlVariable(system)}=${local.url}

Stop it with Ctrl+C.
`)
  await untilStopped(() => local.close())
}

async function open(system: LocalSystem, company: Company, port = system.port) {
  const refused = Object.entries(ONLY_SOME).filter(([name]) => name in company && !takes(system, name))
  if (refused.length > 0)
    throw new BadSettings(refused.map(([, option]) => `${option}: the local ${system.name} has no such thing`))
  try {
    if (company.dataDir !== undefined) makeDirectory(company.dataDir, "--data-dir")
    return await system.open({ ...company, port })
  } catch (error) {
    throw namingSetting(error, { port: "--port", directory: "--data-dir" })
  }
}

/** Options that not every local HR system takes. */
const ONLY_SOME = { firstId: "--first-id", locale: "--locale", redirectUris: "--redirect-uri" } as const
const takes = (system: LocalSystem, name: string): boolean => system.takes.some((one) => one === name)
