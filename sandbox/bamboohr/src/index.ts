/** A local BambooHR. */
export {}
