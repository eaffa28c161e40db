// temporary
import type { Behaviour } from "../world.js"
export const behaviours: Record<string, Behaviour> = {}
