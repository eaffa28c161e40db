// The day on which the tests run. TEST_NOW is a day, a moment with its offset, or so many days from now: `2027-02-28`,
// `2026-12-31T23:59+01:00`, `+100`. Each test file begins at it; time goes on from there. TEST_OFFSET_MS hands a process
// that a test starts the time of that test. Product code takes time as an argument and knows nothing of this.
const Machine = globalThis.MachineDate ?? globalThis.Date
globalThis.MachineDate = Machine

const { TEST_NOW, TEST_OFFSET_MS } = process.env
const offsetMs = TEST_NOW ? offsetTo(TEST_NOW) : Number(TEST_OFFSET_MS ?? 0)

class MovedDate extends Machine {
  constructor(...given) {
    if (given.length === 0) super(MovedDate.now())
    else super(...given)
  }
  static now() {
    return Machine.now() + offsetMs
  }
  static [Symbol.hasInstance](value) {
    return value instanceof Machine
  }
}
if (offsetMs !== 0) globalThis.Date = MovedDate
globalThis.testOffsetMs = offsetMs

function offsetTo(text) {
  if (/^\+\d+$/.test(text)) return Number(text) * 86_400_000
  const moment = new Machine(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T09:00:00Z` : text).getTime()
  if (Number.isNaN(moment)) throw new Error(`TEST_NOW: give a day, a moment or +days, not ${text}`)
  return moment - Machine.now()
}
