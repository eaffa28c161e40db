import { z } from "zod"

/** What comes from outside has a maximum, whatever it is (`bounds.test.ts` walks all of it). */
export const text = (most = 255) => z.string().max(most, { error: `give ${most} characters at most` })

export const CONTEXT_BYTES = 16 * 1024
const MOST_KEYS = 200

/** Kilobytes and not too many keys: what is given is kept, and read with every call. */
export const bounded = <T extends z.ZodType<object>>(schema: T) =>
  schema
    .refine((given) => Object.keys(given).length <= MOST_KEYS, { error: `give ${MOST_KEYS} keys at most` })
    .refine((given) => isSmall(given), { error: `give at most ${CONTEXT_BYTES / 1024} kB` })
    .meta({ maxProperties: MOST_KEYS })

/** Free data as it may be given. */
export const givenContext = () => bounded(z.record(text(200), z.unknown()))

/** What nests deeper than the stack is not small. */
function isSmall(given: object): boolean {
  try {
    return new TextEncoder().encode(JSON.stringify(given)).length <= CONTEXT_BYTES
  } catch {
    return false
  }
}
