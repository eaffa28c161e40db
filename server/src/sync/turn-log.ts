import { follow, Trail } from "../log/index.js"
import type { Run } from "./runs/run.js"
import type { SyncSession } from "./session.js"

/** What a turn's work on each run asks of the HR system goes into the log: an entry for each run that asked for anything. */
export type TurnLog = {
  follow<T>(run: Run, work: () => Promise<T>): Promise<T>
  end(): void
}

type Followed = { run: Run; trail: Trail; startedAt: Date; sinceMs: number }

export function beginTurnLog({ deps, account }: Pick<SyncSession, "deps" | "account">): TurnLog {
  const { clock, requestLog } = deps
  const followed = new Map<string, Followed>()
  const trailOf = (run: Run): Trail => {
    const known = followed.get(run.id) ?? {
      run,
      trail: new Trail(),
      startedAt: clock.now(),
      sinceMs: clock.elapsedMs(),
    }
    followed.set(run.id, known)
    return known.trail
  }
  return {
    follow: (run, work) => follow(trailOf(run), work),
    end() {
      for (const one of followed.values())
        if (one.trail.count > 0) requestLog.record(entryOf(one, account, clock.elapsedMs()), one.trail)
    },
  }
}

const entryOf = ({ run, startedAt, sinceMs }: Followed, account: SyncSession["account"], nowMs: number) => ({
  environment_id: account.environmentId,
  account_id: account.id,
  log_type: "rapid_bridge",
  request_type: "sync",
  request_id: run.id,
  operation: "sync_run",
  details: { trigger: run.trigger },
  startedAt,
  durationMs: nowMs - sinceMs,
})
