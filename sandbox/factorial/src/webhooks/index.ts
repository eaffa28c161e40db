// temporary
import type { Clock, Credential, Row, Store } from "../world.js"
export function createWebhooks(_o: {
  store: Store
  clock: Clock
  render(row: Row, table: string, version: string): string
  retryDelaysMs: number[]
  timeoutMs: number
}) {
  return {
    emit(_e: string, _r: Row, _a?: Credential): void {},
    settled: async () => {},
    deliveries: (): object[] => [],
    close: async () => {},
  }
}
