import { type Body, needId } from "@rollcall/sandbox-kit"
import type { Running } from "../running.js"
import type { Json, Row } from "../world.js"
import { changeRequest, createRequest } from "../writes/requests.js"

/** Today and whole, of the company's first accruing type, unless said otherwise. */
export function requestLeave(running: Running, { employeeId, type, note, ...rest }: Body): Row {
  const today = running.clock.today()
  const { start = today, end = rest.start ?? today } = rest
  const values = {
    timeOffTypeId: typeOf(running, type),
    amount: 8,
    ...rest,
    start,
    end,
    ...(note === undefined ? {} : { notes: [{ from: "employee", note }] }),
  }
  const asking = { employeeId: employeeOf(running, employeeId), userId: running.ownersUserId() }
  return createRequest(running, asking, values)
}

export const decide =
  (status: "approved" | "denied" | "canceled") =>
  (running: Running, { id, note = null }: Body): Row =>
    changeRequest(running, { id: needId("id", id), userId: running.ownersUserId() }, { status, note })

function employeeOf({ store }: Running, employeeId: Json | undefined): string {
  const id = needId("employeeId", employeeId)
  return store.find("employees", id)?.id ?? needId("employeeId of somebody who is there", undefined)
}

function typeOf({ store }: Running, name: Json | undefined): string | null {
  const types = store.all("timeOffTypes").filter(({ isRetired }) => isRetired !== true)
  const wanted = types.find((type) => (name === undefined ? type.policyType === "accruing" : type.name === name))
  return wanted?.id ?? null
}
