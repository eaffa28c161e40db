import { z } from "zod"
import { flag } from "./shared.js"

/** The parameter of writes into the HR system. */
export const dryRunQuery = () => ({
  dry_run: flag({ isEmptyRefused: true }).meta({
    description: "True: the calls that the write would be are answered, and nothing is written.",
  }),
})

/** What `dry_run` answers. What only an earlier step will know stands as `{step.column}`. */
export const dryRun = z
  .object({
    dry_run: z.literal(true),
    steps: z.array(
      z.object({
        name: z.string().meta({ description: "What the step does." }),
        request: z
          .object({ method: z.string(), url: z.string(), body: z.unknown() })
          .nullable()
          .meta({ description: "The HR system's own request; null: it depends on rows that will only be there then." }),
        is_repeatable: z.boolean().meta({ description: "Sending it twice is the same as sending it once." }),
      }),
    ),
  })
  .meta({ id: "DryRun" })
