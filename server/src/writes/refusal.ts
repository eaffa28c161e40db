import { errorInSuccess, InputProblem, UpstreamError } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import { toAppError, type WriteSession } from "../gateway/index.js"
import type { Refusal } from "./operation.js"

type Spoken = Pick<WriteSession["reader"], "api">

/** A failure of the HR system or of the input, to be kept. Undefined: it is a mistake of ours, or trouble of the database. */
export function toRefusal(reader: Spoken, error: unknown): Refusal | undefined {
  const failure = toAppError(error)
  if (!(failure instanceof AppError)) return undefined
  const { failures, remote, retryAfterSeconds, nextAction } = failure.details
  return {
    code: failure.code,
    message: failure.message,
    status: error instanceof UpstreamError ? error.status : undefined,
    isCertain: error instanceof InputProblem || (failure.details.isUndone ?? false),
    isAccepted: isAccepted(reader, error),
    details: {
      ...(failures ? { failures } : {}),
      ...(remote ? { remote } : {}),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(nextAction === undefined ? {} : { nextAction }),
    },
  }
}

/** The HR system said that it was done, and did not show the row. */
function isAccepted({ api }: Spoken, error: unknown): boolean {
  if (!(error instanceof UpstreamError) || error.reason !== "malformed") return false
  return errorInSuccess(api, error.body, { method: "POST" }) === undefined
}

export const asError = ({ code, message, details }: Refusal): AppError =>
  new AppError(code, message, { ...details, isUndone: true })
