import { formatDay, type Random } from "@rollcall/sandbox-kit"
import type { Json } from "../world.js"
import type { Draft } from "./draft.js"
import type { Plan } from "./people.js"

type Writing = { plan: Plan; plans: readonly Plan[]; random: Random }

/** Values of the company's own fields, by the columns `custom{field id}`. Most are empty for most people. */
export function writeCustomValues(draft: Draft, { plan, plans, random }: Writing): { [column: string]: Json } {
  const isFull = plan.traits.has("every_custom_field")
  const some = <T extends Json>(probability: number, value: T): T | null => {
    const isDrawn = random.chance(probability)
    return isFull || isDrawn ? value : null
  }
  const { place } = plan
  return {
    custom4337: place.currency === "GBP" ? some(0.7, `QQ${random.int(100000, 999999)}C`) : some(0, "QQ000000C"),
    custom4338: place.currency === "AUD" ? some(0.7, String(random.int(100000000, 999999999))) : some(0, "000000000"),
    custom4339: some(0.3, draft.option("4339", random.pick(["English", "Español", "Français"]))),
    custom4378: some(0.7, draft.option("4378", random.pick(["S", "M", "L", "XL", "XXXL"]))),
    custom4589: some(0.4, draft.option("4589", random.pick(["Casual", "Consultant", "Full-time"]))),
    custom4701: some(0.1, "Likes long walks.\nAnd <b>short</b> sentences & tea."),
    custom4702: some(0.5, String(random.int(1, 9999))),
    custom4703: some(0.4, `${random.int(0, 60)}.25`),
    custom4704: some(0.2, { value: `${random.int(1, 9)}50.00`, currency: place.currency }),
    custom4705: some(0.2, String(random.int(0, 12))),
    custom4706: some(0.1, formatDay(draft.today + random.int(-200, 200))),
    custom4707: some(0.3, [draft.option("4707", "First aid"), draft.option("4707", random.pick(["R&D", "Telex"]))]),
    custom4708: random.chance(0.4) ? random.chance(0.5) : isFull ? true : null,
    custom4709: some(0.05, "assistant@acme.example"),
    custom4710: some(0.1, `${place.phone}00`),
    custom4711: some(0.1, "https://portfolio.example/?a=1&b=2"),
    custom4712: some(0.1, place.address.country),
    custom4713: place.address.state === null ? some(0, "Utah") : some(0.2, place.address.state),
    custom4714: some(0.1, plans[random.int(0, Math.floor(plans.length / 7))]?.id ?? null),
    custom4715: some(0.1, "Female"),
    custom4720: some(0.3, `L${random.int(1, 300)}`),
    custom4721: some(0.3, formatDay(draft.today - random.int(10, 700))),
    custom4722: some(0.2, draft.option("4722", random.pick(["P1", "P2", "Roof"]))),
  }
}
