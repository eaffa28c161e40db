import { z } from "zod"
import { isDay } from "../calendar.js"
import { bounded, text } from "../outside.js"

/** What may be done with the rows of a resource. `create` makes a row; every other action is done to one that is there. */
export const ACTIONS = [
  "create",
  "update",
  "delete",
  "approve",
  "reject",
  "cancel",
  "terminate",
  "unterminate",
  "invite",
  "add_members",
  "remove_members",
] as const
export type Action = (typeof ACTIONS)[number]

/** One action of a resource: what it does, and the body it takes. */
export type WriteModel<Body extends z.ZodObject = z.ZodObject> = { summary: string; body: Body }
export type WriteModels = { readonly [A in Action]?: WriteModel }

/** Null empties the value; what is left out stays as it is. */
export const emptied = <T extends z.ZodType>(schema: T) => schema.nullable().optional()

export const day = () =>
  text(10).refine(isDay, { error: "give a day that exists, as 2026-03-02" }).meta({ format: "date" })

/** A short text that says something. */
export const name = () => text().min(1)
export const note = () => text(10_000)
export const byId = () => z.strictObject({ id: name().meta({ description: "As a list answered it." }) })

/** Keys that go to the HR system as they are, beside what is made of the body. They have the last word. */
export const remoteBody = () =>
  bounded(z.record(text(), z.unknown()))
    .optional()
    .meta({ description: "Goes into the HR system's own request as it is, over what is made of the other fields." })

/** An action that needs nothing but the row. */
export const noBody = z.strictObject({ remote_data: remoteBody() }).meta({ id: "NoBody" })

/** A body that changes something. */
export const oneAtLeast = <T extends z.ZodObject>(schema: T): T =>
  schema.refine((given) => Object.values(given).some((value) => value !== undefined), {
    error: "give one field at least",
  })

/** Parts of a postal address, as they are written. */
export const addressBody = {
  street_1: emptied(text()),
  street_2: emptied(text()),
  city: emptied(text()),
  state: emptied(text()),
  postal_code: emptied(text(50)),
  country: emptied(text(2).regex(/^[A-Z]{2}$/, { error: "give an ISO 3166-1 alpha-2 code in capitals, as ES" })),
}
