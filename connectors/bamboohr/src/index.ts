/** Everything that Rollcall knows about BambooHR. */
export {}
