import { RollcallError } from "@rollcall/sdk"
import { expect, it } from "vitest"
import { explain } from "./exit-codes.js"
import { CommandFailure } from "./io.js"

it.each([
  [new CommandFailure("x", 2), 2],
  [new RollcallError({ code: "token.invalid", message: "x", status: 401 }), 3],
  [new RollcallError({ code: "resource.not_found", message: "x", status: 404, whoMustAct: "caller" }), 4],
  [new RollcallError({ code: "account.needs_reauth", message: "x", status: 401, whoMustAct: "customer" }), 5],
  [new RollcallError({ code: "request.rate_limited", message: "x", status: 429 }), 6],
  [new RollcallError({ code: "upstream.failed", message: "x", status: 502, whoMustAct: "hr_system" }), 7],
  [new RollcallError({ code: "server.internal", message: "x", status: 500, whoMustAct: "operator" }), 8],
  [new RollcallError({ code: "client.unreachable", message: "x" }), 8],
  [new RollcallError({ code: "request.invalid", message: "x", status: 400, whoMustAct: "caller" }), 2],
  [new TypeError("url: give the address"), 2],
  [new Error("x"), 1],
  ["x", 1],
])("%s ends with the exit code of its kind", (error, exitCode) => {
  expect(explain(error).exitCode).toBe(exitCode)
})

it("An error says what is wrong, what to do, who must act and how it is found", () => {
  const failures = [
    { path: "start_time", message: "give a day" },
    { path: "end_time", message: "give a day" },
  ]
  const told = {
    whoMustAct: "customer",
    nextAction: "Ask them to reconnect.",
    requestId: "r-1",
    body: { details: { failures } },
  } as const
  expect(
    explain(new RollcallError({ code: "account.needs_reauth", message: "The key is refused", ...told })).text,
  ).toBe(`The key is refused
  start_time: give a day
  end_time: give a day
Ask them to reconnect. (the customer must act)
code account.needs_reauth, request r-1`)
})
