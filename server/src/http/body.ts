import { AppError } from "../errors.js"

/** JSON whatever the content type says; an empty body is undefined. */
export function parseJson(bytes: Buffer | undefined): unknown {
  if (!bytes || bytes.length === 0) return undefined
  const text = bytes.toString("utf8").trim()
  if (text === "") return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = error instanceof Error ? error.message.replace(/^Unexpected/, "unexpected") : "it can't be read"
    throw new AppError("invalid_request", `the body is not valid JSON: ${where.slice(0, 160)}`, { isUndone: true })
  }
}
