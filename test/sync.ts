import { EVENTS, isEventType } from "@rollcall/contract"
import { vi } from "vitest"
import type { Connected } from "./rollcall.js"

/** What tests of the synced copy do over and over. */
export async function runSync(rollcall: Connected, resources?: readonly string[]): Promise<any> {
  const { status, body, text } = await rollcall.call("/sync-run", {
    method: "POST",
    body: { integrated_account_id: rollcall.accountId, ...(resources ? { resources } : {}) },
  })
  if (status !== 200) throw new Error(text)
  return waitForRun(rollcall, body.id)
}

export async function waitForRun(rollcall: Connected, id: string, timeout = 240_000): Promise<any> {
  return vi.waitFor(
    async () => {
      const { body } = await rollcall.call(`/sync-run/${id}`)
      if (!["completed", "failed", "held"].includes(body.status)) throw new Error(JSON.stringify(body))
      return body
    },
    { timeout, interval: 100 },
  )
}

/** What is told is what the catalogue of events says. */
function expectPayload(type: string, payload: unknown): void {
  if (!isEventType(type)) throw new Error(`${type} is not in the catalogue of events`)
  const { error } = EVENTS[type].payload.safeParse(payload)
  if (error) throw new Error(`${type} is not as the catalogue of events says: ${error.message}`)
}

export async function readChanges(rollcall: Connected, after = 0, query = ""): Promise<any[]> {
  const found: any[] = []
  for (let from = after, more = true; more; ) {
    const { body } = await rollcall.call(`/changes?after=${from}&limit=500${query}`)
    for (const { event, payload } of body.result) expectPayload(event, payload)
    found.push(...body.result)
    from = body.next_after
    more = body.has_more
  }
  return found
}

/**
 * Which transaction wrote each row of the copy and the log last, and where it stands: equal twice means that nothing was
 * written, changed or taken away in between.
 */
export async function writesOf({ app }: Connected): Promise<any> {
  const { db } = app.database
  const written = (table: "record" | "record_history" | "mirror_row" | "mirror_key" | "event") =>
    db
      .selectFrom(table)
      .select(["xmin", "ctid"] as any[])
      .orderBy("ctid" as any)
      .execute()
  return {
    records: await written("record"),
    history: await written("record_history"),
    rows: await written("mirror_row"),
    keys: await written("mirror_key"),
    events: await written("event"),
  }
}
