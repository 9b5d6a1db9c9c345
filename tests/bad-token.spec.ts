import { declareGroup } from "./spec.ts";

/** No token, a wrong one, one that is wrongly written, and somebody else's. */
declareGroup("bad-token");
