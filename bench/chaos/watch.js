import { setTimeout as sleep } from "node:timers/promises"

/** What waits, one row a thing; its mark changes whenever it moves on. */
const WAITING = `
  select 'sync run' as kind, account_id::text as thing, (array_agg(id || status || steps order by created_at))[1] as mark
    from (select id, account_id, status, created_at, (select md5(string_agg(step::text, '' order by place))
      from sync_step step where run_id = sync_run.id) as steps
      from sync_run where status in ('queued', 'running')) as open group by account_id
  union all select 'fan-out', webhook.id::text, seen_sequence::text
    from webhook join event_counter using (environment_id) where seen_sequence < last
  union all select 'delivery', webhook_id::text, sequence || '/' || attempts
    from (select distinct on (webhook_id) * from webhook_delivery where status <> 'succeeded'
      order by webhook_id, sequence) as first where next_attempt_at <= now()
  union all select 'refresh', id::text, credential_version::text
    from integrated_account join lease on account_id = id and work like 'refresh %'
  union all select 'connection', id::text, status from integrated_account where status in ('connecting', 'validating')
  union all select 'hint', account_id::text, table_name || column_name || value || '/' || tries
    from (select distinct on (account_id) * from inbound_hint order by account_id, received_at) as oldest`

const LATER = "select 'delivery', webhook_id::text, '' from webhook_delivery where status <> 'succeeded'"

/** Looks five times a second how long each thing has stood still: altogether, and since the last kill before it moved. */
export class Watch {
  #query
  #things = new Map()
  #isOver = false
  lastKillAt = 0
  /** Each stand-still: how long in all, and how long of it after the last kill. */
  stills = []

  constructor(query) {
    this.#query = query
    this.ended = this.#run()
  }

  async #run() {
    while (!this.#isOver) {
      const rows = await this.#query(WAITING)
      this.#look(rows, Date.now())
      await sleep(200)
    }
  }

  #look(rows, now) {
    const open = new Map(rows.map((row) => [`${row.kind} ${row.thing}`, row]))
    for (const [name, thing] of this.#things) {
      thing.afterKillMs = Math.max(thing.afterKillMs, now - Math.max(thing.since, this.lastKillAt))
      if (open.get(name)?.mark === thing.mark) continue
      this.#note(thing, now)
      this.#things.delete(name)
    }
    for (const [name, row] of open)
      if (!this.#things.has(name)) this.#things.set(name, { ...row, since: now, afterKillMs: 0 })
  }

  #note({ since, ...thing }, now) {
    const hasMetKill = this.lastKillAt > since
    this.stills.push({ ...thing, hasMetKill, ms: now - since, at: new Date(now).toISOString() })
  }

  /** Nothing waits, neither what is due nor what will be tried again later. */
  isIdle = async () => (await this.#query(`${WAITING} union all ${LATER}`)).length === 0

  /** What still stands counts as long as it has stood. */
  async stop() {
    this.#isOver = true
    await this.ended
    for (const thing of this.#things.values()) this.#note(thing, Date.now())
  }
}
