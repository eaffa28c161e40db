import { randomBytes, randomUUID } from "node:crypto"
import type { Change, Rollcall } from "@rollcall/sdk"
import type { Command } from "commander"
import { type Connection, connect, withConnection } from "../connect.js"
import { hint, suggestBelow } from "../hint.js"
import { CommandFailure, type Io, usage } from "../io.js"
import { printOne, printRows, type Shown } from "../output.js"
import { signedHeaders } from "../sign.js"
import { withOutput } from "./rows.js"

type Given = Connection &
  Shown & { forwardTo?: string; events?: string; secret?: string; webhook?: string; from?: string; to?: string }

/** What is told of events: listen to them here, send one by hand, send some again. */
export function addWebhooks(program: Command, io: Io): void {
  const webhooks = program.command("webhooks").description("events on their way to you")
  const command = (name: string, description: string, options = {}) =>
    withOutput(withConnection(webhooks.command(name, options).description(description)))
  command("list", "the endpoints that are told of events", { isDefault: true }).action(async (given: Given) => {
    printRows(io, await (await connect(io, given)).webhooks.list().toArray(), { ...given, kind: "webhooks" })
  })
  addListen(command, io)
  addTrigger(command, io)
  addReplay(command, io)
  suggestBelow(webhooks, "list")
}

type Make = (name: string, description: string) => Command

function addListen(command: Make, io: Io): void {
  command("listen", "print events as they happen, and post them to an address on this machine")
    .option("--forward-to <address>", "for example http://localhost:3000/hooks, signed as a webhook is")
    .option("--events <types>", "only these, for example employee:*")
    .option("--secret <secret>", "with which they are signed (default: one that is printed)")
    .addHelpText(
      "after",
      "\nThe server needs no way to this machine: events are read from its change log, from now on.",
    )
    .action(async (given: Given) => {
      const rollcall = await connect(io, given)
      const target = given.forwardTo === undefined ? undefined : localAddress(given.forwardTo)
      const secret = given.secret ?? randomBytes(24).toString("hex")
      io.err(
        target ? `Events go to ${target}, signed with the secret ${secret}\n` : "Waiting for events; Ctrl+C ends it\n",
      )
      const onTrouble = (error: Error) => io.err(`${error.message}; trying again\n`)
      const options = { event_type: given.events, signal: io.signal, onTrouble, pollMs: 1_000 }
      for await (const change of rollcall.changes.follow(options)) {
        const answer = target ? await deliver({ target, secret, change, at: io.now() }) : "seen"
        if (given.output === "table") io.out(`${change.sequence}  ${change.event}  ${answer}\n`)
        else io.out(`${JSON.stringify(change)}\n`)
      }
    })
}

function localAddress(text: string): string {
  const url = /^\d+$/.test(text) ? `http://localhost:${text}` : /^https?:\/\//.test(text) ? text : `http://${text}`
  if (!URL.canParse(url))
    throw usage(`--forward-to: ${text} is no address: give for example http://localhost:3000/hooks`)
  return url
}

/** As the server would: the same body and signature. What the address answers is told, and nothing is sent again. */
type Sent = { target: string; secret: string; change: Pick<Change, "id" | "event">; at: Date }
async function deliver({ target, secret, change, at }: Sent): Promise<string> {
  const body = JSON.stringify({ ...change, event_type: change.event, webhook_id: "rollcall webhooks listen" })
  const headers = { "content-type": "application/json", ...(await signedHeaders({ id: change.id, at, body, secret })) }
  try {
    const answer = await fetch(target, { method: "POST", headers, body, signal: AbortSignal.timeout(15_000) })
    await answer.body?.cancel()
    return String(answer.status)
  } catch {
    return `no answer from ${target}`
  }
}

function addTrigger(command: Make, io: Io): void {
  command("trigger", "send one made-up event now")
    .argument("<event>", "for example employee:hired")
    .option("--webhook <id>", "to this endpoint (default: the only one there is)")
    .option("--forward-to <address>", "to an address on this machine instead")
    .option("--secret <secret>", "with --forward-to: with which it is signed")
    .action(async (event: string, given: Given) => {
      if (given.forwardTo !== undefined) return triggerHere(io, event, given)
      const rollcall = await connect(io, given)
      const id = given.webhook ?? (await onlyWebhook(rollcall))
      printOne(io, await rollcall.webhooks.test({ id, event_type: event }), { ...given, kind: "test" })
    })
}

async function triggerHere(io: Io, event: string, given: Given): Promise<void> {
  const { EVENTS } = await import("@rollcall/contract")
  const known = Object.entries(EVENTS).find(([name]) => name === event)
  if (!known) throw usage(`${event} is no event${hint(event, Object.keys(EVENTS))}`)
  const secret = given.secret ?? randomBytes(24).toString("hex")
  if (given.secret === undefined) io.err(`signed with the secret ${secret}\n`)
  const [name, { sample }] = known
  const change = { id: randomUUID(), event: name as Change["event"], sequence: 0, payload: sample } // a name of EVENTS
  const answer = await deliver({ target: localAddress(given.forwardTo ?? ""), secret, change, at: io.now() })
  io.out(`${name}  ${answer}\n`)
  if (!/^2\d\d$/.test(answer)) throw new CommandFailure("it was not accepted", 1)
}

async function onlyWebhook({ webhooks }: Rollcall): Promise<string> {
  const [one, ...more] = await webhooks.list().toArray()
  if (!one)
    throw usage("there is no webhook: rollcall create webhooks target_url=https://...; or --forward-to an address here")
  if (more.length > 0) throw usage(`--webhook: give one of ${[one, ...more].map(({ id }) => id).join(", ")}`)
  return one.id
}

function addReplay(command: Make, io: Io): void {
  command("replay", "send deliveries again: some by their ids, or all of a time")
    .argument("[ids...]", "of deliveries: rollcall list webhook_deliveries")
    .option("--webhook <id>", "of this endpoint (default: the only one there is)")
    .option("--from <moment>", "made from then on, for example 2026-11-20 or 2026-11-20T09:00:00Z")
    .option("--to <moment>", "and before (default: now)")
    .action(async (ids: string[], given: Given) => {
      const rollcall = await connect(io, given)
      if (ids.length === 0 && given.from === undefined) throw usage("give ids of deliveries, or --from a moment")
      const range = async () => ({
        webhook_id: given.webhook ?? (await onlyWebhook(rollcall)),
        from: momentOf(given.from ?? "", "--from"),
        to: given.to === undefined ? io.now().toISOString() : momentOf(given.to, "--to"),
      })
      const body = ids.length > 0 ? { ids } : await range()
      printOne(io, await rollcall.webhookDeliveries.replay(body as { ids: string[] }), { ...given, kind: "replay" })
    })
}

/** A day begins in UTC. */
function momentOf(text: string, option: string): string {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw usage(`${option}: ${text} is no moment: give 2026-11-20 or 2026-11-20T09:00:00Z`)
  return new Date(ms).toISOString()
}
