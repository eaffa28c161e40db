import pg from "pg"
import { type Clock, within } from "../clock.js"

/** `payload` null: something may have been said while nobody listened. */
export type OnNotification = (payload: string | null) => void

/** What is notified on a channel. It may be lost: whoever listens looks for itself, too. Answers how to stop. */
export type Listen = (channel: string, onNotification: OnNotification) => Promise<() => Promise<void>>

const RECONNECT_MS = 1_000
const CLOSE_MS = 1_000

/**
 * One connection of its own on a PostgreSQL server, for as long as somebody listens. Not there -> listening -> lost ->
 * after a second again. That it is lost is no error: `onNotification(null)` says so when it is back.
 */
export const listenOn =
  (settings: pg.ClientConfig, clock: Clock): Listen =>
  async (channel, onNotification) => {
    const stopping = new AbortController()
    const { signal } = stopping
    const run = async () => {
      while (!signal.aborted) {
        await listenOnce(settings, { channel, onNotification, signal, clock }).catch(() => {})
        await clock.sleep(RECONNECT_MS, signal).catch(() => {})
      }
    }
    const ended = run()
    return () => {
      stopping.abort()
      return ended
    }
  }

type Listener = { channel: string; onNotification: OnNotification; signal: AbortSignal; clock: Clock }

/** Until the connection is lost or `signal` says so. */
async function listenOnce(
  settings: pg.ClientConfig,
  { channel, onNotification, signal, clock }: Listener,
): Promise<void> {
  const client = new pg.Client({ ...settings, keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
  const over = new Promise<void>((resolve) => {
    // A connection that breaks says so by either; without a listener it would end the process.
    client.on("error", () => resolve())
    client.on("end", () => resolve())
    signal.addEventListener("abort", () => resolve(), { once: true })
  })
  client.on("notification", ({ payload }) => onNotification(payload ?? null))
  try {
    await client.connect()
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
    if (!signal.aborted) onNotification(null)
    await over
  } finally {
    const ended = client.end().catch(() => {})
    await within(clock, CLOSE_MS, ended)
  }
}
