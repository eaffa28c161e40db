import type { ResourceCoverage } from "@rollcall/contract"
import { type Judging, judgeFields, type Verdict } from "./judge.js"
import type { Coverage } from "./store.js"

type Showing = Omit<Judging, "counts"> & { system: string; coverage: Coverage | undefined }

/** As a caller sees it. What no run has settled yet is judged without rows. */
export function showResource({ system, coverage, ...judging }: Showing): ResourceCoverage {
  const fields = coverage?.fields ?? judgeFields({ ...judging, counts: undefined })
  const rows = coverage?.rows ?? null
  return {
    ...judgeResource({ ...judging, system, isSynced: rows !== null }),
    rows,
    measured_at: coverage?.measuredAt.toISOString() ?? null,
    fields: Object.fromEntries([...fields].map(([name, one]) => [name, showField(one, rows)])),
  }
}

type Field = Verdict & { since?: string; given?: number; filled?: number }

function showField({ status, reason, since, given = 0, filled = 0 }: Field, rows: number | null) {
  const isMeasured = rows !== null && (status === "available" || given > 0)
  return {
    status,
    reason,
    fill_rate: isMeasured && rows > 0 ? filled / rows : null,
    filled: isMeasured ? filled : null,
    absent: isMeasured ? rows - given : null,
    since: since ?? null,
  }
}

function judgeResource({
  system,
  views,
  states,
  isSynced,
}: Omit<Showing, "coverage"> & { isSynced: boolean }): Verdict {
  if (views.length === 0)
    return { status: "not_supported", reason: `${system} has no such rows, or they are not mapped` }
  const lists = [...new Set(views.map(({ from }) => from.name))]
  const refused = lists.filter((name) => states.get(name)?.state === "refused")
  if (refused.length === lists.length)
    return { status: "not_permitted", reason: `the connection may not read ${refused.join(", ")}` }
  return isSynced ? { status: "available", reason: null } : { status: "unknown", reason: "it was not synced yet" }
}
