import { z } from "zod"
import { byId, byNumber, byText, byTime, type Filters } from "./filter.js"
import { id, instant, maybe, reference, remoteData, text } from "./shared.js"

/** What is known of a file; `/unified/hris/documents/{id}/download` answers the file itself. */
export const document = z
  .object({
    id: id(),
    name: text().meta({ description: "Name of the file." }),
    employee: reference().meta({ description: "Whose it is; null: the company's." }),
    folder: reference(),
    content_type: text().meta({ description: "MIME type." }),
    size: maybe(z.number()).meta({ description: "Bytes." }),
    is_shared: maybe(z.boolean()).meta({
      description: "Whether the person, or for the company's everybody, may see it.",
    }),
    signature_status: text().meta({ description: "The HR system's own word; null: nobody was asked to sign it." }),
    timeoff_request: reference().meta({ description: "The absence that it belongs to." }),
    created_at: instant(),
    updated_at: instant(),
    deleted_at: instant().meta({ description: "When it was put into the bin." }),
    remote_data: remoteData(),
  })
  .meta({ id: "Document" })

export type Document = z.infer<typeof document>

export const documentFilters = {
  id: byId("id"),
  name: byText("name"),
  "employee[id]": byId("employee", "id"),
  employee_id: byId("employee", "id"),
  "folder[id]": byId("folder", "id"),
  "timeoff_request[id]": byId("timeoff_request", "id"),
  content_type: byText("content_type"),
  size: byNumber("size"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
  deleted_at: byTime("deleted_at"),
} satisfies Filters
