import { declareGroup } from "./spec.ts";

/** A value that is created, changed and deleted, and what every transport says of it in between. */
declareGroup("life");
