export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export const isObject = (value: unknown): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Undefined when it is no JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The JSON of a body that arrived as bytes: an empty one is `{}`, undefined is what can't be read. */
export function parseBody(body: unknown): Json | undefined {
  return Buffer.isBuffer(body) && body.length > 0 ? parseJson(body.toString("utf8")) : {}
}
