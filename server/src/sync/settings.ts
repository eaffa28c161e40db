/** What `context.sync` of an account may say. Anything unreadable counts as not said. */
export type SyncSettings = {
  isEnabled: boolean
  intervalMinutes: number
  /** Whether the first complete sync of a resource tells of every row. */
  hasInitialEvents: boolean
  /** Whether the HR system's own rows are kept beside the unified ones. */
  keepsRemote: boolean
}

export const DEFAULT_INTERVAL_MINUTES = 60

export function readSettings(context: Readonly<Record<string, unknown>>): SyncSettings {
  const sync = isObject(context.sync) ? context.sync : {}
  const { enabled, interval_minutes: minutes, initial_events, remote_data } = sync
  const interval = typeof minutes === "number" && Number.isFinite(minutes) ? minutes : DEFAULT_INTERVAL_MINUTES
  return {
    isEnabled: enabled !== false && interval > 0,
    intervalMinutes: Math.max(1, interval),
    hasInitialEvents: initial_events === true,
    keepsRemote: remote_data === true,
  }
}

/** Whoever sets no interval may have triggers instead; whoever switches syncs off wants none. */
export const isSwitchedOff = ({ sync }: Readonly<Record<string, unknown>>): boolean =>
  isObject(sync) && sync.enabled === false

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null
