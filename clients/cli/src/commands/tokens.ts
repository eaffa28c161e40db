import type { Command } from "commander"
import { type Connection, connect, withConnection } from "../connect.js"
import { suggestBelow } from "../hint.js"
import { type Io, usage } from "../io.js"
import { printOne, printRows, type Shown } from "../output.js"
import { withOutput } from "./rows.js"

type Given = Connection & Shown & { scopes?: string; expiresAt?: string; graceSeconds?: string; yes?: boolean }

/** API tokens: who may call. */
export function addTokens(program: Command, io: Io): void {
  const tokens = program.command("tokens").description("API tokens: who may call, and what they may do")
  const command = (name: string, description: string, options = {}) =>
    withOutput(withConnection(tokens.command(name, options).description(description)))
  command("list", "all of them", { isDefault: true }).action(async (given: Given) => {
    const rows = await (await connect(io, given)).apiTokens.list().toArray()
    printRows(io, rows, { ...given, kind: "apiTokens" })
  })
  command("create", "make one; the secret is shown this once")
    .argument("<name>", "what it is for")
    .option("--scopes <names>", "what it may do, for example read:employees,read:groups (default: what yours may)")
    .option("--expires-at <moment>", "when it ends, for example 2027-01-01T00:00:00Z")
    .action(async (name: string, given: Given) => {
      const { apiTokens } = await connect(io, given)
      const more = { scopes: given.scopes?.split(","), expires_at: given.expiresAt }
      const body = Object.fromEntries(Object.entries({ name, ...more }).filter(([, value]) => value !== undefined))
      printOne(io, await apiTokens.create(body as { name: string }), { ...given, kind: "apiTokens" })
    })
  command("rotate", "make a new secret; the old one works on for a while")
    .argument("<id>")
    .option("--grace-seconds <number>", "how long (default: a day; 0 ends it now)")
    .action(async (id: string, given: Given) => {
      const { apiTokens } = await connect(io, given)
      const body = given.graceSeconds === undefined ? {} : { grace_seconds: Number(given.graceSeconds) }
      printOne(io, await apiTokens.rotate(id, body), { ...given, kind: "apiTokens" })
    })
  command("revoke", "end one at once, with the account tokens that it made")
    .argument("<id>")
    .option("-y, --yes", "do not ask")
    .action(async (id: string, given: Given) => {
      const { apiTokens } = await connect(io, given)
      const { name } = await apiTokens.get(id)
      if (!given.yes && !(await io.confirm(`Revoke ${name}? Whoever uses it can't call any more.`)))
        throw usage("nothing was revoked: --yes revokes without asking")
      printOne(io, await apiTokens.delete(id), { ...given, kind: "apiTokens" })
      io.err(`${name} is revoked: it ends at once\n`)
    })
  suggestBelow(tokens, "list")
}
