import type { Command } from "commander"
import { type Connection, withConnection } from "../connect.js"
import { hint } from "../hint.js"
import { type Io, usage } from "../io.js"
import type { Shown } from "../output.js"
import { ALL, callMethod, DRY_RUN, IDEMPOTENCY_KEY, withOutput } from "./rows.js"

type Given = Connection & Shown & { limit?: string; data?: string; dryRun?: boolean; idempotencyKey?: string }

/** Calls in the HR system's own shapes. */
export function addProxy(program: Command, io: Io): void {
  add(program, io, {
    kind: "proxy",
    description: "the HR system's own rows: list, get, create, update, delete, or any other method of a resource",
    examples: `  rollcall proxy list employees/employees
  rollcall proxy get employees/employees 1657
  rollcall proxy call timeoff/leaves approve id=12     # any other method
  rollcall proxy create teams/teams name="Day shift" --dry-run
rollcall call integrated_accounts capabilities ACCOUNT_ID lists resources and methods.`,
  })
  add(program, io, {
    kind: "custom",
    description: "any other call with the account's credentials: get, post, put, patch, delete and a path",
    examples: "  rollcall custom get api/v1/public/credentials",
  })
}

type Adding = { kind: string; description: string; examples: string }

function add(program: Command, io: Io, { kind, description, examples }: Adding): void {
  const methods = ALL.filter((one) => one.kind === kind)
  const names = methods.map(({ method }) => method).join(", ")
  const command = withOutput(withConnection(program.command(kind).description(description)))
    .argument("<method>", names)
    .argument("<what>", kind === "proxy" ? "resource of the HR system" : "path at the HR system")
    .argument("[values...]", "an id where the method takes one, then name=value, or name:=JSON")
    .option("-d, --data <json>", "body as JSON, @file, or - for the input; name=value goes over it")
    .option("--limit <number>", "most rows of a list; 0 for every row")
    .addOption(IDEMPOTENCY_KEY)
    .addHelpText("after", `\nExamples:\n${examples}`)
  // A call with nothing but the credentials is not known well enough to be shown before.
  if (kind === "proxy") command.addOption(DRY_RUN)
  command.action(async (...[name, what, values, given]: [string, string, string[], Given]) => {
    const found = methods.find(({ method }) => method === name.toLowerCase())
    if (!found)
      throw usage(
        `${kind}: there is no method ${name}${hint(
          name,
          methods.map(({ method }) => method),
        )}`,
      )
    await callMethod(io, { method: found, values: [what, ...values], given })
  })
}
