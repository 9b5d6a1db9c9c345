import { declareGroup } from "./spec.ts";

/** What the documented media types give, in Accept and in Content-Type. */
declareGroup("content-types");
