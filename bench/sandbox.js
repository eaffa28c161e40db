import { startSandbox } from "@rollcall/sandbox-factorial"

export async function start({ size }) {
  const sandbox = await startSandbox({ size, today: "2026-11-23" })
  return { url: sandbox.url, apiKey: sandbox.apiKey, close: () => sandbox.close() }
}
