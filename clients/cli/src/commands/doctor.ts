import type { Rollcall } from "@rollcall/sdk"
import type { Command } from "commander"
import { type Connection, connect, settingsOf, withConnection } from "../connect.js"
import { explain } from "../exit-codes.js"
import { CommandFailure, type Io } from "../io.js"
import { printRows, type Shown } from "../output.js"
import { withOutput } from "./rows.js"

/** What was looked at, how it is, and what to do about it. */
export type Finding = { what: string; state: "ok" | "warning" | "failed"; told: string; mend?: string }
type Given = Connection & Shown

/** `examineHere`: what is known of a server on this machine, by its settings. */
export function addDoctor(program: Command, io: Io, examineHere: () => Promise<readonly Finding[]>): void {
  withOutput(
    withConnection(
      program.command("doctor").description("what is wrong with a server or its customers, and how to mend it"),
    ),
  )
    .addHelpText(
      "after",
      "\nIt looks at the server of rollcall login or ROLLCALL_URL, and at the settings, database, keys, clock and disk of this machine.",
    )
    .action(async (given: Given) => {
      const findings = [...(await examineHere()), ...(await examineThere(io, given))]
      const marked = findings.map(({ what, state, told, mend = "" }) => ({ what, state, told, mend }))
      printRows(io, marked, { ...given, kind: "findings" })
      const failed = findings.filter(({ state }) => state === "failed").length
      if (failed > 0) throw new CommandFailure(`${failed} of ${findings.length} must be mended`, 8)
    })
}

async function examineThere(io: Io, given: Given): Promise<Finding[]> {
  try {
    const { url } = await settingsOf(io, given)
    const rollcall = await connect(io, { ...given, account: undefined })
    const answer = await examineAnswer(io, url)
    return [...answer, ...(await examineToken(rollcall)), ...(await examineCustomers(rollcall))]
  } catch (error) {
    const [told = "", ...more] = explain(error).text.split("\n")
    return [{ what: "server", state: "failed", told, mend: more[0] ?? "" }]
  }
}

const CLOCK_MS = 30_000
const LIMIT_MS = 10_000

/** HTTP tells the time in whole seconds. */
async function examineAnswer(io: Io, url: string): Promise<Finding[]> {
  const answer = await fetch(new URL("/health", url), { signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => undefined)
  if (!answer) {
    const mend = "check the address, that the server runs, and what stands between"
    return [{ what: "server", state: "failed", told: `${url} can't be reached`, mend }]
  }
  const health: Finding = answer.ok
    ? { what: "server", state: "ok", told: `${url} answers` }
    : {
        what: "server",
        state: "failed",
        told: `${url}/health answers ${answer.status}`,
        mend: "look at the server's log",
      }
  const off = Date.parse(answer.headers.get("date") ?? "") - io.now().getTime()
  if (!(Math.abs(off) > CLOCK_MS)) return [health]
  const told = `the server's clock is ${Math.round(Math.abs(off) / 1000)} s ${off > 0 ? "ahead of" : "behind"} this machine's`
  return [
    health,
    { what: "clock", state: "warning", told, mend: "have NTP set both: signatures and tokens end by the clock" },
  ]
}

async function examineToken(rollcall: Rollcall): Promise<Finding[]> {
  const [environment] = (await rollcall.environments.list()).result
  return [{ what: "token", state: "ok", told: `works in environment ${environment?.name ?? "?"}` }]
}

async function examineCustomers({ integratedAccounts, webhooks, syncRuns }: Rollcall): Promise<Finding[]> {
  const [accounts, endpoints, held] = await Promise.all([
    integratedAccounts.list().toArray(),
    webhooks.list().toArray(),
    syncRuns.list({ status: ["held"] }).toArray(),
  ])
  const ill = accounts.filter(({ status }) => status !== "active" && status !== "validating")
  const failing = endpoints.filter(
    ({ failing_since, disabled_reason }) => failing_since !== null || disabled_reason !== null,
  )
  return [
    ...ill.map(
      ({ tenant_id, status, id, last_error }): Finding => ({
        ...{
          what: "account",
          state: "warning",
          told: `${tenant_id} is ${status}${last_error ? `: ${textOf(last_error)}` : ""}`,
        },
        mend: `rollcall link --account ${id} makes a link for the customer`,
      }),
    ),
    ...failing.map(
      ({ target_url, failing_since, disabled_reason }): Finding => ({
        ...{ what: "webhook", state: "warning" },
        told: `${target_url} ${disabled_reason ?? `fails since ${failing_since}`}`,
        mend: "rollcall list webhook_deliveries status=failing shows what it answers",
      }),
    ),
    ...held.map(
      ({ id, integrated_account_id }): Finding => ({
        ...{ what: "sync", state: "warning", told: `a deletion of many rows of ${integrated_account_id} waits` },
        mend: `rollcall call sync_runs confirm ${id}, once somebody has looked at it`,
      }),
    ),
    ...(ill.length === 0 ? [ok("accounts", `${accounts.length}, all of them work`)] : []),
    ...(failing.length === 0 ? [ok("webhooks", `${endpoints.length}, all of them are taken`)] : []),
  ]
}

const ok = (what: string, told: string): Finding => ({ what, state: "ok", told })
const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))
