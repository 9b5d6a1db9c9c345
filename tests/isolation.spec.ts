import { declareGroup } from "./spec.ts";

/** Nobody ever gets another user's value, and who loses access is no longer served. */
declareGroup("isolation");
