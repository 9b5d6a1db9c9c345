import { declareGroup } from "./spec.ts";

/** A key that the user has: status, media type, shape, every member, and the value to the byte. */
declareGroup("success");
