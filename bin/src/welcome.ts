import type { Running } from "@rollcall/server"
import { type Local, urlVariable } from "./local-systems.js"

type Connected = { local: Local; accountId: string }
type Shown = { running: Running; connected: readonly Connected[]; token: string; isKept: boolean }

/** What is printed when everything runs: each command works as it stands. */
export function welcome({ running, connected, token, isKept }: Shown): string {
  const { url, config } = running
  const authorized = `-H 'Authorization: Bearer ${token}'`
  const companies = `the local ${connected.length === 1 ? "company" : "companies"}`
  const [first] = connected
  return `
Rollcall is ready.

  API         ${url}      (described in ${url}/openapi.json)
  Docs        ${url}/docs
  API token   ${token}
${connected.map(companyLines).join("")}
List employees in the unified shape${connected.length === 1 ? "" : ", of whichever HR system"}:
${connected.map(({ accountId }) => listCommand(`${url}/unified/hris/employees?integrated_account_id=${accountId}&limit=5`, authorized)).join("")}
Connect another company, as your customer would, by signing in or with a key:

  curl -X POST ${authorized} '${url}/link-token' -d '{"tenant_id":"me"}'
  then open ${url}/connect-account?link_token=...
${connected.map(({ local }) => `  ${local.system.name}: ${local.credentials}\n`).join("")}
Make something happen and look again:

${connected.map(({ local }) => `  curl -X POST ${local.url}/_sandbox/hire -d '${JSON.stringify(local.hire)}'\n`).join("")}
Let time pass in ${companies} and in Rollcall, so that what is planned comes true:

  curl -X POST ${first?.local.url}/_sandbox/clock -d '{"days":30}'

Paste these lines into another terminal. Every command and recipe of the documentation works after them:

${exportLines({ ROLLCALL_URL: url, ROLLCALL_TOKEN: token, ACCOUNT_ID: first?.accountId ?? "", ...localUrls(connected) })}

Stop with Ctrl+C. Rollcall's data stays in ${config.dataDir}; ${isKept ? `so do ${companies}` : `${companies} begin${connected.length === 1 ? "s" : ""} anew at the next start, unless you add --keep-company`}.
`
}

const localUrls = (connected: readonly Connected[]): Record<string, string> =>
  Object.fromEntries(connected.map(({ local: { system, url } }) => [urlVariable(system), url]))

const exportLines = (variables: Readonly<Record<string, string>>): string =>
  Object.entries(variables)
    .map(([name, value]) => `  export ${name}=${value}`)
    .join("\n")

const listCommand = (address: string, authorized: string) => `
  curl ${authorized} \\
    '${address}'
`

const companyLines = ({ local: { system, company, url }, accountId }: Connected) => `
  Local ${system.name.padEnd(12)}  ${url}      (${company.name}, ${company.size} people; look at ${url}/_sandbox)
  Its account         ${accountId}      (tenant "${system.tenant}")
`
