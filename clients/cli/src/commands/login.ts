import { createRollcall } from "@rollcall/sdk"
import type { Command } from "commander"
import { hint, suggestBelow } from "../hint.js"
import { type Io, usage } from "../io.js"
import { printRows } from "../output.js"
import { loadProfiles, saveProfiles } from "../profiles.js"

/** `login` keeps a server and its token. */
export function addLogin(program: Command, io: Io): void {
  program
    .command("login")
    .description("keep the address of a server and a token, so that commands need neither")
    .option("--url <address>", "of the server (default: ROLLCALL_URL)")
    .option("--token <token>", "an API token (default: ROLLCALL_TOKEN, else it is asked for)")
    .option("--account <id>", "the integrated account that is meant where none is named (default: ACCOUNT_ID)")
    .option("--profile <name>", "under which it is kept", "default")
    .action(async (given: { url?: string; token?: string; account?: string; profile: string }) => {
      const url = given.url ?? io.env.ROLLCALL_URL
      if (!url) throw usage("--url: give the address of the server, for example http://127.0.0.1:8080")
      const token = given.token ?? io.env.ROLLCALL_TOKEN ?? (await io.askSecret(`API token of ${url}`))
      const accountId = given.account ?? (io.env.ACCOUNT_ID || undefined)
      const [environment] = (await createRollcall({ url, token, sleep: io.sleep }).environments.list()).result
      const { profiles } = await loadProfiles(io)
      await saveProfiles(io, {
        current: given.profile,
        profiles: { ...profiles, [given.profile]: { url, token, accountId } },
      })
      io.err(`Logged in to ${url}, environment ${environment?.name ?? "?"}, as profile ${given.profile}.\n`)
    })
}

/** Chooses among the servers that are kept. */
export function addProfile(program: Command, io: Io): void {
  const profile = program.command("profile").description("the servers of rollcall login")
  profile
    .command("list", { isDefault: true })
    .description("all of them")
    .action(async () => {
      const { current, profiles } = await loadProfiles(io)
      const rows = Object.entries(profiles).map(([name, one]) => ({
        ...{ name, in_use: name === current ? "yes" : "", url: one.url, account: one.accountId ?? "" },
      }))
      printRows(io, rows, { kind: "profiles" })
    })
  profile
    .command("use")
    .argument("<name>")
    .description("the one that commands use from now on")
    .action((name: string) => change(io, name, (all) => ({ ...all, current: name })))
  profile
    .command("remove")
    .argument("<name>")
    .description("forget one with its token")
    .action((name: string) =>
      change(io, name, ({ current, profiles: { [name]: _, ...left } }) => ({
        profiles: left,
        current: current === name ? (Object.keys(left)[0] ?? "default") : current,
      })),
    )
  suggestBelow(profile, "list")
}

type Change = Parameters<typeof saveProfiles>[1]

async function change(io: Io, name: string, next: (all: Change) => Change): Promise<void> {
  const all = await loadProfiles(io)
  const names = Object.keys(all.profiles)
  if (!all.profiles[name])
    throw usage(`there is no profile ${name}${names.length > 0 ? hint(name, names) : ": rollcall login makes one"}`)
  await saveProfiles(io, next(all))
  io.err("done\n")
}
