import { vi } from "vitest"

/** Conditions are waited for, not for a second, which is the default: a busy machine is no fault. */
const wait = vi.waitFor
const patient: typeof vi.waitFor = (callback, options = 40_000) =>
  wait(callback, typeof options === "number" ? options : { timeout: 40_000, ...options })
vi.waitFor = patient
