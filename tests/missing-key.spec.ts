import { declareGroup } from "./spec.ts";

/** A key that the user does not have, however near it is to one that he has. */
declareGroup("missing-key");
