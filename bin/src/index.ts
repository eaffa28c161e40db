/**
 * The command `rollcall`: it puts the server and the local HR systems together. It is the only place that knows both,
 * and nothing imports it. Every command loads what it needs when it runs, so that `--help` is quick.
 */
import { addClientCommands, addDoctor, createIo, EXIT_CODES, explain } from "@rollcall/cli"
import { Argument, Command, InvalidArgumentError, Option } from "commander"
import { addBackup } from "./commands/backup.js"
import { addMcp } from "./commands/mcp.js"
import { addMoveToPostgres } from "./commands/move-to-postgres.js"
import { LOCAL_SYSTEMS, portOption, portSetting } from "./local-systems.js"

/** Runs the command line. Exit codes are those of `EXIT_CODES`. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command("rollcall")
    .description("Rollcall: the open-source, self-hosted unified HRIS API.")
    .version("0.1.0")
    .showHelpAfterError("(add --help to see what there is)")
    .exitOverride((exit) => process.exit(exit.exitCode === 0 ? 0 : 2))
    .addHelpText("after", MORE)
  program.commandsGroup("Run a server:")
  addStart(program)
  addSandbox(program)
  program
    .command("serve")
    .description("the API, configured by settings, without local HR systems")
    .action(async () => (await import("./serve.js")).serve())
  addKeyCommands(program)
  addSqlLogin(program)
  program
    .command("settings")
    .description("every setting of a server: an environment variable each")
    .action(async () => {
      process.stdout.write(`${(await import("@rollcall/server")).settingsHelp()}\n`)
    })
  addBackup(program)
  addMoveToPostgres(program)
  addMcp(program)
  for (const command of program.commands) command.addHelpText("after", `\n${moreHelp(command)}`)
  const io = createIo()
  addDoctor(program, io, examineHere)
  addClientCommands(program, io)
  await program.parseAsync([...argv]).catch((error: unknown) => {
    const { text, exitCode } = explain(error)
    io.err(`rollcall: ${text}\n`)
    process.exitCode = exitCode
  })
}

const examineHere = async () => (await import("@rollcall/server")).examineServer(process.env, () => Date.now())

/** What reads settings says where they are listed. */
function moreHelp(command: Command): string {
  const options = command.options.length === 0 ? "It takes no options of its own. " : ""
  const isSet = !["sandbox", "create-key"].includes(command.name())
  return isSet ? `${options}Settings are environment variables: rollcall settings lists them.` : options.trim()
}

function addStart(program: Command): void {
  const start = program
    .command("start")
    .description(
      `everything on this machine: API, database, a local ${NAMES.join(" and a local ")} with a company each, connected accounts`,
    )
    .option("--employees <number>", "size of each local company (default: 120)", wholeNumber)
    .option("--seed <text>", "another seed, other companies (default: rollcall)")
    .option(
      "--keep-company",
      "keep the local companies in ROLLCALL_DATA_DIR: what happened in them is there at the next start",
    )
  for (const system of LOCAL_SYSTEMS) {
    const help = `port of the local ${system.name}; 0 is any free one`
    const option = new Option(`${portOption(system)} <number>`, help).argParser(port).default(system.port)
    start.addOption(option.env(portSetting(system)))
  }
  start
    // The name from when there was one.
    .addOption(new Option("--sandbox-port <number>").argParser(port).env("ROLLCALL_SANDBOX_PORT").hideHelp())
    .action(async (options) => (await import("./start.js")).start({ ...options, ports: portsIn(options) }))
}

function addSandbox(program: Command): void {
  program
    .command("sandbox")
    .description("only one local HR system: its API, OAuth, webhooks, faults and clock")
    .addArgument(new Argument("[system]", "which one").choices(LOCAL_SYSTEMS.map(({ id }) => id)).default("factorial"))
    .option(
      "--port <number>",
      `port to listen on; 0 is any free one (default: ${LOCAL_SYSTEMS.map((one) => one.port).join(" or ")})`,
      port,
    )
    .option("--employees <number>", "size of the company; 0 is a company with nobody in it (default: 120)", wholeNumber)
    .option("--seed <text>", "another seed, another company (default: rollcall)")
    .option("--today <date>", "day on which the clock starts, YYYY-MM-DD (default: the real one)", day)
    .option(
      "--first-id <number>",
      "first id handed out by Factorial, for example 18446744073709550 (past 2^53)",
      firstId,
    )
    .addOption(
      new Option("--locale <language>", "language of Factorial's error sentences (default: en)").choices(["en", "es"]),
    )
    .option("--redirect-uri <uri...>", "redirect URIs of the OAuth client sandbox-client, besides the out-of-band one")
    .option(
      "--data-dir <directory>",
      "keep the company there: rows, clock, tokens and waiting webhooks (default: nowhere)",
    )
    .action(async (id, options) => (await import("./sandbox.js")).sandbox(id, options))
}

const NAMES = LOCAL_SYSTEMS.map(({ name }) => name)

/** By the id of the system. */
const portsIn = (options: Record<string, unknown>): Record<string, number> =>
  Object.fromEntries(LOCAL_SYSTEMS.map(({ id }) => [id, Number(options[`${id}Port`])]))

function addKeyCommands(program: Command): void {
  program
    .command("create-key")
    .description("print a new key for ROLLCALL_ENCRYPTION_KEYS")
    .argument("[id]", "name of the key", "k1")
    .action(async (id: string) => {
      const { createKey } = await import("@rollcall/server")
      process.stdout.write(`${createKey(id)}\n`)
    })
  program
    .command("rotate-keys")
    .description(
      "seal every secret with the first of ROLLCALL_ENCRYPTION_KEYS; servers may run, and it may be run again",
    )
    .action(async () => (await import("./rotate-keys.js")).rotateKeys())
}

function addSqlLogin(program: Command): void {
  program
    .command("create-sql-login")
    .description(
      "a login of PostgreSQL that may only read the views of the copy (docs/export.md); prints its password once",
    )
    .argument("<name>", "of the login: small letters, digits and _")
    .option("--environment <id>", "whose rows it sees (default: the environment that every installation has)")
    .option("--account <id>", "only those of one integrated account")
    .action(async (name: string, options) => {
      const { createSqlLogin } = await import("@rollcall/server")
      const { fail } = await import("./until-stopped.js")
      const { password } = await createSqlLogin(process.env, { name, ...options }).catch(fail)
      process.stdout.write(`${password}\n`)
    })
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 200_000) throw new InvalidArgumentError("give a whole number from 0 to 200000")
  return value
}

function day(text: string): string {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
  if (!isDay) throw new InvalidArgumentError("give a day as YYYY-MM-DD")
  return text
}

function firstId(text: string): string {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("give a whole number from 1")
  return text
}

function port(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError("give a port from 0 to 65535")
  return value
}

const MORE = `
Commands that call a server take its address and token from rollcall login, or from ROLLCALL_URL and ROLLCALL_TOKEN.
rollcall COMMAND --help has examples. Tables are for people: -o json, ndjson and csv are for programs.

Exit codes:
${Object.entries(EXIT_CODES)
  .map(([code, meaning]) => `  ${code}  ${meaning}`)
  .join("\n")}

Examples:
  rollcall start
  rollcall list employees employment_status=active
  rollcall changes --follow
  DATABASE_URL=postgres://localhost/rollcall ROLLCALL_ENCRYPTION_KEYS=$(rollcall create-key) rollcall serve`
