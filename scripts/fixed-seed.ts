import fc from "fast-check"

/** Generated inputs come from one seed, so that a failure can be repeated. FAST_CHECK_SEED explores others. */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261123) })
