import { type Agent, request } from "undici"

export type Attempt = {
  /** By the sandbox's clock. */
  at: string
  /** Null: no answer. */
  status: number | null
  error: string | null
}

type Post = { url: string; body: string; headers: Record<string, string>; timeoutMs: number }

/** One POST. Redirects are not followed. Never rejects: what went wrong is in the answer. */
export async function sendOnce(agent: Agent, { url, body, headers, timeoutMs }: Post): Promise<Omit<Attempt, "at">> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    if (!/^https?:\/\//i.test(url)) throw new Error("only http and https targets are called: change the address")
    const response = await request(url, { method: "POST", headers, body, dispatcher: agent, signal })
    // The status has decided; what the target says besides is read only so that the connection can be used again.
    await response.body.dump({ limit: 65_536, signal }).catch(() => undefined)
    return { status: response.statusCode, error: null }
  } catch (error) {
    return { status: null, error: signal.aborted ? `no answer within ${timeoutMs} ms` : reasonOf(error) }
  }
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name
  return error.message === "" ? code : error.message
}
