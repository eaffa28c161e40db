import { randomUUID } from "node:crypto"

/** A UUID (version 7) that sorts by time, and within a batch of up to 4096 by place: rows of one moment keep their order. */
export function orderedId(at: Date, place: number): string {
  const time = at.getTime().toString(16).padStart(12, "0")
  const order = (place & 0xfff).toString(16).padStart(3, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}${randomUUID().slice(18)}`
}
