import { z } from "zod"
import { byEnd, byEnum, byId, byText, byTime, type Filters } from "./filter.js"
import { closed, day, id, reference, remoteData, text } from "./shared.js"
import { SESSIONS } from "./timeoff-requests.js"

export const holiday = z
  .object({
    id: id(),
    name: text(),
    description: text(),
    date: day().meta({ description: "The day, or the first one." }),
    end_date: day().meta({ description: "The last day." }),
    session: closed(SESSIONS).meta({ description: "The part of the day that is free." }),
    session_source: text(),
    location: reference().meta({ description: "The workplace that it is for; null: the whole company." }),
    remote_data: remoteData(),
  })
  .meta({ id: "Holiday" })

export type Holiday = z.infer<typeof holiday>

export const holidayFilters = {
  id: byId("id"),
  name: byText("name"),
  date: byTime("date"),
  end_date: byEnd("end_date"),
  session: byEnum(SESSIONS, "session"),
  "location[id]": byId("location", "id"),
  location_id: byId("location", "id"),
} satisfies Filters
