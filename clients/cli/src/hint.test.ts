import { Command } from "commander"
import { expect, it } from "vitest"
import { hint, suggestBelow } from "./hint.js"

const NAMES = ["employees", "timeoff_types", "timeoff_requests", "groups"]

it.each([
  ["emlpoyees", ": did you mean employees?"],
  ["employee", ": did you mean employees?"],
  ["xmployees", ": did you mean employees?"],
  ["timeoff-request", ": did you mean timeoff_requests?"],
  ["timeoffTypes", ": did you mean timeoff_types?"],
  ["timeoff", ": did you mean timeoff_types or timeoff_requests?"],
  ["zz", `: there are ${NAMES.join(", ")}`],
])("%s", (given, told) => {
  expect(hint(given, NAMES)).toBe(told)
})

it("A mistyped command of a group is no argument of its list", async () => {
  const run = async (...words: string[]) => {
    const [program, ran] = [new Command("rollcall").exitOverride(), [] as string[]]
    const group = program.command("webhooks")
    group.command("list", { isDefault: true }).action(() => void ran.push("list"))
    group.command("listen").action(() => void ran.push("listen"))
    suggestBelow(group, "list")
    await program.parseAsync(words, { from: "user" })
    return ran
  }
  expect([await run("webhooks"), await run("webhooks", "list"), await run("webhooks", "listen")]).toEqual([
    ["list"],
    ["list"],
    ["listen"],
  ])
  await expect(run("webhooks", "lsten")).rejects.toThrow("webhooks: there is no lsten: did you mean listen?")
})
