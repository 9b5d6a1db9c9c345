import { declareGroup } from "./spec.ts";

/** One key over every transport: the same metadata, the same error. */
declareGroup("parity");
