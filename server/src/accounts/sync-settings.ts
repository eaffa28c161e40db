import { isTimeZone } from "@rollcall/connector-kit"
import { isResourceName } from "@rollcall/contract"
import type { Failure } from "../errors.js"
import { isObject } from "./secrets.js"

/** 30 days. */
const MOST_INTERVAL_MINUTES = 43_200

const isInterval = (value: unknown): boolean =>
  value === 0 || (typeof value === "number" && value >= 1 && value <= MOST_INTERVAL_MINUTES)

const isFlag = (value: unknown): boolean => typeof value === "boolean"

/** Ten years. */
const MOST_DAYS = 3_660

/** How many days before and after today are read of resources that are read by days. */
function isDays(value: unknown): boolean {
  const isCount = (count: unknown) =>
    typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= MOST_DAYS
  const isGood = (days: unknown) =>
    isObject(days) && Object.entries(days).every(([side, count]) => ["back", "ahead"].includes(side) && isCount(count))
  return isObject(value) && Object.entries(value).every(([name, days]) => isResourceName(name) && isGood(days))
}

/** What `context.sync` may say. */
const FIELDS = new Map<string, { isGood(value: unknown): boolean; want: string }>([
  ["enabled", { isGood: isFlag, want: "give true or false" }],
  [
    "interval_minutes",
    { isGood: isInterval, want: `give minutes from 1 to ${MOST_INTERVAL_MINUTES}; 0 switches the schedule off` },
  ],
  ["initial_events", { isGood: isFlag, want: "give true or false" }],
  ["remote_data", { isGood: isFlag, want: "give true or false" }],
  [
    "days",
    {
      isGood: isDays,
      want: `give days by resource, as in {"attendance": {"back": 365, "ahead": 0}}, none more than ${MOST_DAYS}`,
    },
  ],
  [
    "time_zone",
    {
      isGood: (value) => typeof value === "string" && isTimeZone(value),
      want: "give the name of a time zone, such as Europe/Madrid",
    },
  ],
])

/** A setting that nobody can read would be taken for one that was not made. Null takes one back. */
export function findBadSync(sync: unknown): Failure[] {
  if (sync === undefined || sync === null) return []
  if (!isObject(sync)) return [{ path: "context.sync", message: "give an object" }]
  return Object.entries(sync).flatMap(([key, value]) => {
    const path = `context.sync.${key}`.slice(0, 200)
    const field = FIELDS.get(key)
    if (!field) return [{ path, message: `is not a known field: there are ${[...FIELDS.keys()].join(", ")}` }]
    return value === null || field.isGood(value) ? [] : [{ path, message: field.want }]
  })
}
