import type { Clock } from "./world.js"

/** A clock that stands at a chosen moment and goes on from there, or that follows the real one. */
export function createClock(
  timezone: () => string,
  start?: Date,
  onMove: (offsetMs: number) => void = () => {},
): Clock {
  let offsetMs = start ? start.getTime() - Date.now() : 0
  const now = () => new Date(Date.now() + offsetMs)
  return {
    now,
    offsetMs: () => offsetMs,
    today: () =>
      new Intl.DateTimeFormat("en-CA", {
        timeZone: timezone(),
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
      }).format(now()),
    set(moment) {
      offsetMs = moment.getTime() - Date.now()
      onMove(offsetMs)
    },
  }
}
