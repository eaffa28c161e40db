import { UpstreamError } from "@rollcall/connector-kit"
import type { PulledRows } from "../gateway/index.js"

/** What became of rows that were asked for by id. */
export type Asked = {
  found: PulledRows
  /** Nothing answers to these. */
  denied: string[]
  /** The HR system gives no answer for these: nothing is known. */
  unanswered: string[]
}

export const NOTHING: Asked = { found: { rows: [], bad: [] }, denied: [], unanswered: [] }

/**
 * Asks for rows by their ids. One id with which the call is wrong must not take the others with it, so the ids are halved
 * until it is alone. Throws what is not about rows: credentials, limits, an HR system that gives no answer at all.
 */
export async function askForRows(
  read: (ids: readonly string[]) => Promise<PulledRows>,
  ids: readonly string[],
): Promise<Asked> {
  if (ids.length === 0) return NOTHING
  try {
    const found = await read(ids)
    const there = new Set([...found.rows, ...found.bad].map(({ id }) => id))
    return { found, denied: ids.filter((id) => !there.has(id)), unanswered: [] }
  } catch (error) {
    if (!isAnswer(error)) throw error
    if (ids.length === 1 || error.verdict !== "stop") return { ...NOTHING, unanswered: [...ids] }
  }
  const half = Math.ceil(ids.length / 2)
  const [one, other] = [await askForRows(read, ids.slice(0, half)), await askForRows(read, ids.slice(half))]
  return {
    found: { rows: [...one.found.rows, ...other.found.rows], bad: [...one.found.bad, ...other.found.bad] },
    denied: [...one.denied, ...other.denied],
    unanswered: [...one.unanswered, ...other.unanswered],
  }
}

/** The HR system has said something about these rows, and nothing about the connection. */
const isAnswer = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError &&
  error.status !== undefined &&
  error.status !== 429 &&
  error.verdict !== "reconnect" &&
  (error.reason === "answer" || error.reason === "malformed")
