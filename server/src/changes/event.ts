export type NewEvent = {
  /** `integrated_account:active`, `record:updated`, `employee:hired` ... */
  type: string
  accountId: string | null
  /** Public: no secrets. */
  payload: Readonly<Record<string, unknown>>
  /** Of a synced record. */
  record?: { resource: string; id: string }
}
