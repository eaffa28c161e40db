import type { Rollcall } from "@rollcall/sdk"
import type { Command } from "commander"
import { type Connection, connect, settingsOf, withConnection } from "../connect.js"
import { suggestBelow } from "../hint.js"
import { CommandFailure, type Io } from "../io.js"
import { printOne, printRows, type Shown } from "../output.js"
import { loadProfiles, saveProfiles } from "../profiles.js"
import { withOutput } from "./rows.js"

type Given = Connection & Shown & { status?: string; tenant?: string; open?: boolean }

/** Connections of customers: who they are, how they are, and how a new one is made. */
export function addAccounts(program: Command, io: Io): void {
  const accounts = program.command("accounts").description("the connections of your customers")
  const command = (name: string, description: string, options = {}) =>
    withOutput(withConnection(accounts.command(name, options).description(description)))
  addList(command, io)
  command("get", "one with its last errors")
    .argument("<id>")
    .action(async (account: string, given: Given) => {
      const rollcall = await connect(io, { ...given, account })
      printOne(io, await rollcall.integratedAccounts.get(rollcall.accountId ?? ""), {
        ...given,
        kind: "integratedAccounts",
      })
    })
  command("check", "look again whose it is and what it may read")
    .argument("<id>")
    .action(async (account: string, given: Given) => {
      const rollcall = await connect(io, { ...given, account })
      const id = rollcall.accountId ?? ""
      await rollcall.integratedAccounts.runPostInstallActions({ id })
      printOne(io, await rollcall.integratedAccounts.get(id), { ...given, kind: "integratedAccounts" })
    })
  command("coverage", "how full each field is, and what may not be read")
    .argument("<id>")
    .action(async (account: string, given: Given) => {
      const rollcall = await connect(io, { ...given, account })
      const coverage = await rollcall.integratedAccounts.coverage(rollcall.accountId ?? "")
      if (given.output === "json") return printOne(io, coverage, { ...given, kind: "coverage" })
      printRows(io, coveredFields(coverage), { ...given, kind: "coverage" })
    })
  addUse(accounts, io)
  suggestBelow(accounts, "list")
}

type Coverage = Awaited<ReturnType<Rollcall["integratedAccounts"]["coverage"]>>

/** A row for each field; of a resource that can't be read, one. */
const coveredFields = ({ resources }: Coverage): object[] =>
  Object.entries(resources).flatMap(([resource, { fields, status, reason, rows }]) => {
    const told = Object.entries(fields)
    if (told.length === 0) return [{ resource, field: "", status, rows, fill_rate: null, reason }]
    return told.map(([field, one]) => ({
      ...{ resource, field, status: one.status, rows, fill_rate: one.fill_rate, reason: one.reason },
    }))
  })

type Make = (name: string, description: string, options?: { isDefault?: boolean }) => Command

function addList(command: Make, io: Io): void {
  command("list", "all of them, or those of a status or tenant", { isDefault: true })
    .option("--status <status>", "active, needs_reauth, validating ...")
    .option("--tenant <id>", "your own id of the customer")
    .action(async (given: Given) => {
      const rollcall = await connect(io, { ...given, account: undefined })
      const query = { status: list(given.status), tenant_id: list(given.tenant) }
      const rows = await rollcall.integratedAccounts.list(query as object).toArray()
      printRows(io, rows, { ...given, kind: "integratedAccounts" })
    })
}

function addUse(accounts: Command, io: Io): void {
  accounts
    .command("use")
    .description("the one that is meant where none is named")
    .argument("<id>", "or its tenant_id")
    .option("--profile <name>", "of rollcall login (default: the one in use)")
    .action(async (account: string, { profile }: Given) => {
      const { accountId } = await connect(io, { account, profile })
      const all = await loadProfiles(io)
      const name = profile ?? all.current
      const kept = all.profiles[name]
      if (!kept) throw new CommandFailure("run rollcall login first: the account is kept with it", 2)
      await saveProfiles(io, { ...all, profiles: { ...all.profiles, [name]: { ...kept, accountId } } })
      io.err(`Commands mean account ${accountId} from now on.\n`)
    })
}

const list = (value: string | undefined) => (value === undefined ? undefined : value.split(","))

/** Prints the page on which a customer connects, and opens it. */
export function addLink(program: Command, io: Io): void {
  withConnection(
    program.command("link").description("make a link with which a customer connects their HR system, and open it"),
  )
    .option("--tenant <id>", "your own id of the customer, for a new connection")
    .option("--integration <id>", "the HR system, for example factorial; else the customer chooses")
    .option("--expires-in <seconds>", "how long it can be used (default: 3600)")
    .option("--no-open", "only print it")
    .addHelpText(
      "after",
      "\nExamples:\n  rollcall link --tenant acme\n  rollcall link --account ACCOUNT_ID   # reconnect, keeps the id",
    )
    .action(async (given: Given & { integration?: string; expiresIn?: string }) => {
      const rollcall = await connect(io, given)
      const whose =
        given.tenant === undefined ? { integrated_account_id: rollcall.accountId } : { tenant_id: given.tenant }
      const expires = given.expiresIn === undefined ? {} : { expires_in: Number(given.expiresIn) }
      const { link_token } = await rollcall.linkTokens.create({ ...whose, ...expires } as object)
      const { url } = await settingsOf(io, given)
      const page = new URL("/connect-account", url)
      page.searchParams.set("link_token", link_token)
      if (given.integration !== undefined) page.searchParams.set("integration", given.integration)
      io.out(`${page}\n`)
      if (given.open && io.isTerminal) io.openInBrowser(String(page))
    })
}
