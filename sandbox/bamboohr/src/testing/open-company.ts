import { DEFAULT_API_KEY, type Sandbox, type SandboxOptions, startSandbox } from "../index.js"

export type Said = {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any
}

type Asking = { method?: string; body?: unknown; key?: string; headers?: Record<string, string> }

export type Ask = (path: string, asking?: Asking) => Promise<Said>

/** A company that answers, and a way to ask it: paths are below `/acme/api/`. */
export async function openCompany(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; ask: Ask }> {
  const sandbox = await startSandbox({ size: 40, today: "2026-11-23", ...options })
  const ask: Ask = async (path, { method = "GET", body, key = DEFAULT_API_KEY, headers = {} } = {}) => {
    const answer = await fetch(`${sandbox.url}/acme/api/${path}`, {
      method,
      headers: { authorization: basic(key), accept: "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get("content-type")?.includes("json") ?? false
    return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : undefined }
  }
  return { sandbox, ask }
}

export const basic = (key: string): string => `Basic ${Buffer.from(`${key}:x`).toString("base64")}`
