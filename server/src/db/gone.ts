import { AppError } from "../errors.js"

const FOREIGN_KEY_VIOLATION = "23503"

/** What a statement of ours points at was there a moment ago, because each of them is looked up first. */
export const isGone = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === FOREIGN_KEY_VIOLATION

export const goneMeanwhile = (cause: unknown): AppError =>
  new AppError("not_found", "what this belongs to was removed meanwhile", { cause, isUndone: true })
